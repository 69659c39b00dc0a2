/**
 * `job`: what the server has done by a process of its own, so that turns are not slowed. A task comes as one JSON
 * object on stdin; progress and the result go out as one JSON object a line.
 */
import { existsSync, readFileSync } from "node:fs";
import { basename, join } from "node:path";
import { text } from "node:stream/consumers";
import type { LiveEdition } from "../assistant/ports.ts";
import { understand } from "../assistant/understand.ts";
import { asIn } from "../curation/asIn.ts";
import type { ProofTask } from "../curation/ports.ts";
import { MODEL_PATH } from "../curation/library.ts";
import { prove } from "../curation/proof/prove.ts";
import type { Edition } from "../domain/edition.ts";
import { withoutInvented } from "../domain/regional.ts";
import { readKept } from "../knowledge/cache.ts";
import { planFile } from "../knowledge/exchange/planFile.ts";
import { loadMatcher } from "../matching/index.ts";
import { MemoryStore } from "../storage/memory.ts";
import { code, ROOT } from "./assistant.ts";
import { runExport } from "./export.ts";
import { knownTexts } from "./knownTexts.ts";
import { runTrain } from "./train.ts";

/** @param args the job, then: `read FOLDER`, `export FOLDER FORMAT OUT GUIDE…`, `import FOLDER FILE`, `prove` */
export async function runJob([name, folder, format, file, ...guides]: readonly string[]): Promise<number> {
  switch (name) {
    // Reads and checks an edition once, so that the server finds it ready.
    case "read":
      if (folder === undefined) return 2;
      readKept(folder, code());
      return 0;
    case "export":
      return folder === undefined || format === undefined || file === undefined ? 2 : runExport(["--format", format, "--out", file, ...guides], folder);
    case "import":
      if (folder === undefined || format === undefined) return 2;
      tell(await planFile(folder, basename(format), readFileSync(format)));
      return 0;
    case "prove":
      tell({ result: JSON.stringify(await runProof(JSON.parse(await text(process.stdin)) as ProofTask)) });
      return 0;
    case "known":
      tell({ known: knownTexts(ROOT) });
      return 0;
    default:
      process.stderr.write("job 由 serve 自己调用。\n");
      return 2;
  }
}

async function runProof(task: ProofTask) {
  if (task.train && !existsSync(join(task.after, MODEL_PATH))) {
    const write = process.stdout.write.bind(process.stdout);
    // What training says is for a terminal, not for the server that reads our lines.
    process.stdout.write = () => true;
    const told = (done: number, of: number): void => { write(`${JSON.stringify({ progress: { step: "训练匹配模型，一两分钟", done, of } })}\n`); };
    try { runTrain([], task.after, told); } finally { process.stdout.write = write; }
  }
  const [old, fresh] = [openEdition(task.before), openEdition(task.after)];
  const before = { edition: old, understand: task.ownMatcher.before ? understandingIn(task.before) : asIn(old, understandingIn(ROOT)) };
  // The same where the draft leaves alone how people are understood: nothing has to be scored then.
  const same = !task.train && task.ownMatcher.after === task.ownMatcher.before;
  const after = { edition: fresh, understand: same ? before.understand : task.train ? understandingIn(task.after) : asIn(fresh, understandingIn(ROOT)) };
  return prove(task, { before, after, root: ROOT, memory: () => new MemoryStore(), told: (progress) => tell({ progress }) });
}

function understandingIn(folder: string): LiveEdition["understand"] {
  const matcher = loadMatcher(folder);
  return (words, now) => understand(matcher, words, now);
}

function openEdition(folder: string): Edition {
  return withoutInvented(readKept(folder, code()).edition);
}

function tell(message: object): void {
  process.stdout.write(`${JSON.stringify(message)}\n`);
}
