/** Curation whose proofs train a real model, on a project so small that it takes a moment. */
import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import type { LiveEdition } from "../../src/assistant/ports.ts";
import { understand } from "../../src/assistant/understand.ts";
import { loadMatcher, MODEL_FILE, REPORT_FILE } from "../../src/matching/index.ts";
import { DICTIONARY, readIntents } from "../../src/matching/intents.ts";
import { readLabelled } from "../../src/matching/labelled.ts";
import { encodeModel } from "../../src/matching/model.ts";
import { train } from "../../src/matching/train.ts";
import { openSegmenter } from "../../src/text/segment.ts";

/** Two services, and what it takes to tell them apart. */
export const TINY: Readonly<Record<string, string>> = {
  "intents/guides/demo.yaml": "id: demo\nname: 示范事项\nnames: [示范证]\nutterances: [示范证怎么办, 示范证丢了, 示范证多少钱, 我要补示范证]\n",
  "intents/guides/other.yaml": "id: other\nname: 另一件事\nnames: [别的卡]\nutterances: [别的卡怎么领, 别的卡坏了, 别的卡要钱吗, 换别的卡]\n",
  "intents/strangers.yaml": "utterances: [今天天气怎么样, 股票会涨吗, 讲个笑话, 附近有什么好吃的]\n",
  "intents/vague.yaml": "- {id: card, options: [demo, other], heads: [卡, 证], utterances: [办个证, 卡丢了, 我要办卡, 证呢]}\n",
  "intents/dictionary.txt": "示范证\n别的卡\n彩虹本\n",
  "test/questions/a.tsv": ["query\texpect\tkind\tnote", "示范证咋办\tdemo\tplain\t", "示范证怎么补\tdemo\tplain\t", "别的卡咋领\tother\tplain\t", "别的卡换一张\tother\tplain\t",
    "明天下雨吗\tNONE\tplain\t", "唱首歌\tNONE\tplain\t", "办个卡\tCLARIFY:demo|other\tplain\t", "办证件\tCLARIFY:demo|other\tplain\t"].join("\n"),
};

/** As the program's own training does, without its words for the terminal. */
export function trainIn(folder: string): void {
  const { model, heldOut } = train(readIntents(folder), readLabelled(folder), openSegmenter(join(folder, DICTIONARY)));
  mkdirSync(dirname(join(folder, MODEL_FILE)), { recursive: true });
  writeFileSync(join(folder, MODEL_FILE), encodeModel(model));
  writeFileSync(join(folder, REPORT_FILE), JSON.stringify(heldOut));
}

export function understandingIn(folder: string): LiveEdition["understand"] {
  const matcher = loadMatcher(folder);
  return (words, now) => understand(matcher, words, now);
}
