import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { Drafts } from "../../../src/curation/drafts.ts";
import type { Saved } from "../../../src/curation/keptDrafts.ts";
import { Library } from "../../../src/curation/library.ts";
import { readKnowledge } from "../../../src/knowledge/read.ts";
import { MemoryCuration } from "../../../src/storage/curation/memory.ts";
import { guideFile, projectWith } from "../../support/fixture.ts";

const WANG = { id: "wang", name: "王芳" };
const LI = { id: "li", name: "李强" };
const GUIDE = "knowledge/guides/demo.yaml";
const INTENT = "intents/guides/demo.yaml";
const INTENT_TEXT = "id: demo\nname: 示范事项\nnames: [示范]\nutterances:\n  - 怎么办示范证 # 最常见\n  - 示范证丢了\n";

function house() {
  const root = projectWith({ [INTENT]: INTENT_TEXT });
  const store = new MemoryCuration();
  const library = new Library({ store, root, cache: mkdtempSync(join(tmpdir(), "yicitong-")) });
  let now = 1_764_000_000_000;
  const drafts = new Drafts({ library, clock: () => now++, inForce: () => library.shipped.id });
  return { root, store, library, drafts, edition: readKnowledge(root).edition };
}

const saved = (s: Saved): Extract<Saved, { outcome: "saved" }> => {
  if (s.outcome !== "saved") throw new Error(JSON.stringify(s));
  return s;
};

describe("a draft", () => {
  it("keeps the text as written, who wrote it, and leaves the base alone", async () => {
    const { drafts, library } = house();
    const draft = await drafts.create(WANG, "改收费");
    const { text, hash } = await drafts.text(draft, GUIDE);
    const next = saved(await drafts.saveText(WANG, draft.id, GUIDE, hash, `${text!}# 备注\n`)).draft;
    expect((await drafts.text(next, GUIDE)).text).toBe(`${text!}# 备注\n`);
    expect(next.files[GUIDE]?.by).toEqual(WANG);
    expect(await library.fileOf(draft.base, GUIDE)).toBe(text);
    expect(next.log.map((l) => [l.by.name, l.what])).toEqual([["王芳", "新建草稿"], ["王芳", `改了 ${GUIDE}`]]);
  });

  it("is edited by field and as raw text alike: both change the same text", async () => {
    const { drafts } = house();
    const draft = await drafts.create(WANG, "");
    const { text, hash } = await drafts.text(draft, GUIDE);
    const byField = saved(await drafts.saveField(WANG, draft.id, GUIDE, hash, ["fees", 0, "amount"], 40));
    expect((await drafts.text(byField.draft, GUIDE)).text).toBe(text!.replace("amount: 0", "amount: 40"));
  });

  it("forgets a file that is as in the base again", async () => {
    const { drafts } = house();
    const draft = await drafts.create(WANG, "");
    const { text, hash } = await drafts.text(draft, GUIDE);
    const one = saved(await drafts.saveText(WANG, draft.id, GUIDE, hash, `${text!}# x\n`));
    expect(saved(await drafts.saveText(WANG, draft.id, GUIDE, one.hash, text!)).draft.files).toEqual({});
  });

  it("changes only what belongs to an edition", async () => {
    const { drafts } = house();
    const { id } = await drafts.create(WANG, "");
    for (const path of ["package.json", "knowledge/../package.json", "knowledge/guides/../../x.yaml", "knowledge/guides/A b.yaml", "/etc/passwd", "intents/places.tsv", "knowledge/guides/x.yaml\0"]) {
      expect(await drafts.saveText(WANG, id, path, null, "id: x\n"), path).toMatchObject({ outcome: "refused" });
    }
  });

  it("refuses what cannot be read, with place and remedy, and keeps what was there", async () => {
    const { drafts } = house();
    const draft = await drafts.create(WANG, "");
    const { hash } = await drafts.text(draft, GUIDE);
    const bomb = `a: &a [x,x]\n${"bcdefgh".split("").map((c, i) => `${c}: &${c} [*${"abcdefgh"[i]},*${"abcdefgh"[i]}]`).join("\n")}\n`;
    for (const [text, line] of [["id: demo\n\tname: x\n", 2], ["id: 'demo\n", 2], [bomb, 1], ["x".repeat(300_000), 1], ["id: a\0b", 1], ["", 1]] as const) {
      const outcome = await drafts.saveText(WANG, draft.id, GUIDE, hash, text);
      expect(outcome, text.slice(0, 20)).toMatchObject({ outcome: "refused", findings: [{ level: "error" }] });
      if (outcome.outcome === "refused") expect(outcome.findings[0]!.line, text.slice(0, 20)).toBeLessThanOrEqual(line);
    }
    expect((await drafts.get(draft.id))!.record.files).toEqual({});
  });
});

describe("two editors on one draft", () => {
  it("both keep their work when they changed different fields", async () => {
    const { drafts } = house();
    const draft = await drafts.create(WANG, "");
    const { hash, text } = await drafts.text(draft, GUIDE);
    saved(await drafts.saveText(WANG, draft.id, GUIDE, hash, text!.replace("amount: 0", "amount: 40")));
    const second = saved(await drafts.saveText(LI, draft.id, GUIDE, hash, text!.replace("summary: 示范用。", "summary: 办示范证。")));
    expect(second.merged).toBe(true);
    expect((await drafts.text(second.draft, GUIDE)).text).toBe(text!.replace("amount: 0", "amount: 40").replace("summary: 示范用。", "summary: 办示范证。"));
  });

  it("hear of it when they changed the same field: the later one is not stored, and sees both wordings", async () => {
    const { drafts } = house();
    const draft = await drafts.create(WANG, "");
    const { hash, text } = await drafts.text(draft, GUIDE);
    const first = saved(await drafts.saveField(WANG, draft.id, GUIDE, hash, ["summary"], "王的话。"));
    const second = await drafts.saveField(LI, draft.id, GUIDE, hash, ["summary"], "李的话。");
    expect(second).toMatchObject({ outcome: "conflict", by: WANG, conflicts: [{ path: ["summary"], base: "示范用。", ours: "王的话。", theirs: "李的话。" }] });
    expect((await drafts.text((await drafts.get(draft.id))!.record, GUIDE)).text).toBe(text!.replace("示范用。\n", "王的话。\n").replace("name: 王的话。", "name: 示范用。"));
    saved(await drafts.saveField(LI, draft.id, GUIDE, first.hash, ["summary"], "李的话。"));
  });

  it("lose nothing when twenty of them save different files and the same list at the same moment", async () => {
    const { drafts } = house();
    const draft = await drafts.create(WANG, "");
    const { hash, text } = await drafts.text(draft, INTENT);
    let open = Array.from({ length: 6 }, (_, i) => i);
    for (let round = 0; open.length > 0 && round < 5; round++) {
      const outcomes = await Promise.all(open.map((i) => drafts.saveText(LI, draft.id, INTENT, hash, `${text!}  - 第 ${i} 句\n`)));
      open = open.filter((_, k) => outcomes[k]!.outcome !== "saved");
    }
    const now = (await drafts.text((await drafts.get(draft.id))!.record, INTENT)).text!;
    for (let i = 0; i < 6; i++) expect(now).toContain(`第 ${i} 句`);
    expect(now).toContain("# 最常见");
  });
});

describe("words from the inbox", () => {
  it("are added once, at the end, and the rest of the file stays as written", async () => {
    const { drafts } = house();
    const draft = await drafts.create(WANG, "");
    saved(await drafts.addWords(WANG, draft.id, INTENT, "utterances", ["示范卡掉了", "示范证丢了"]));
    const added = saved(await drafts.addWords(WANG, draft.id, INTENT, "not", [{ say: "示范证照片", owner: "other" }]));
    expect((await drafts.text(added.draft, INTENT)).text).toBe(`${INTENT_TEXT}  - 示范卡掉了\nnot:\n  - {say: 示范证照片, owner: other}\n`);
  });
});

describe("findings beside the field", () => {
  const about = async (path: string, text: string) => {
    const { drafts, edition } = house();
    const draft = await drafts.create(WANG, "");
    const next = saved(await drafts.saveText(WANG, draft.id, path, (await drafts.text(draft, path)).hash, text)).draft;
    return (await drafts.findings(next, edition)).map((f) => [f.file, f.line, f.rule] as const);
  };

  it("name the line of an unknown paper and of a field that does not exist", async () => {
    expect(await about(GUIDE, guideFile("demo", "materials:\n  - {paper: nothing, holder: applicant, shown: 1, because: x, source: law}\n"))).toContainEqual([GUIDE, 15, "unknown-material"]);
    expect(await about(GUIDE, guideFile("demo", "feees: []\n"))).toContainEqual([GUIDE, 1, "shape"]);
  });

  it("know a material that the same draft brings", async () => {
    const { drafts, edition } = house();
    const draft = await drafts.create(WANG, "");
    saved(await drafts.saveText(WANG, draft.id, "knowledge/materials/photo.yaml", null, "id: photo\nname: 照片\nplain: 照片\nwhat: 照片\nget: {how: 照相馆}\n"));
    const next = saved(await drafts.saveText(WANG, draft.id, GUIDE, (await drafts.text(draft, GUIDE)).hash, guideFile("demo", "materials:\n  - {paper: photo, holder: applicant, shown: 1, because: 要贴照片, source: law}\n"))).draft;
    expect(await drafts.findings(next, edition)).toEqual([]);
  });

  it("tell of utterances that are too long, double or empty", async () => {
    expect(await about(INTENT, `id: demo\nname: 示范事项\nutterances:\n  - ${"长".repeat(10_000)}\n  - 示范\n  - 示范\n  - ""\n`))
      .toEqual(expect.arrayContaining([[INTENT, 4, "long-utterance"], [INTENT, 6, "double-utterance"], [INTENT, 1, "empty-utterance"]]));
    expect(await about("intents/guides/demo.yaml", "id: other\nutterances: []\n")).toEqual([[INTENT, 1, "file-name"]]);
  });
});

describe("review", () => {
  it("is asked for once something is changed; then nothing changes until it is sent back", async () => {
    const { drafts } = house();
    const draft = await drafts.create(WANG, "");
    expect(await drafts.askReview(WANG, draft.id, "")).toMatchObject({ outcome: "refused" });
    const { hash } = await drafts.text(draft, GUIDE);
    saved(await drafts.saveField(WANG, draft.id, GUIDE, hash, ["summary"], "新的。"));
    saved(await drafts.askReview(WANG, draft.id, "请看"));
    expect(await drafts.saveField(LI, draft.id, GUIDE, hash, ["summary"], "别的。")).toMatchObject({ outcome: "refused", problems: [expect.stringContaining("送审")] });
    saved(await drafts.reopen(LI, draft.id, "再改改"));
    expect((await drafts.get(draft.id))!.record).toMatchObject({ state: "open", review: null });
  });
});
