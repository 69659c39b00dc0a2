/**
 * `conversation export ID` and `conversation delete ID`: what a person may ask for who no longer has the page. Works
 * beside a running server; whoever runs it has checked that the person may ask.
 */
import { readSettings } from "../http/settings.ts";
import { openStoreBeside } from "../storage/open.ts";
import { StoreProblem } from "../storage/problem.ts";
import type { Store } from "../storage/store.ts";

const USAGE = "用法：conversation export 会话编号 > 文件.json\n      conversation delete 会话编号\n";

/** @returns the exit code */
export async function runConversation(args: readonly string[]): Promise<number> {
  const [act, id, ...more] = args;
  if ((act !== "export" && act !== "delete") || id === undefined || more.length > 0) return tell(USAGE, 2);
  const read = readSettings(process.env);
  if (!read.ok) return tell(`${read.problems.join("\n")}\n`, 1);
  let store: Store | undefined;
  try {
    store = await openStoreBeside({ dataDir: read.settings.dataDir, databaseUrl: read.settings.databaseUrl, onWaiting: (text) => tell(`${text}\n`, 1) });
    return act === "export" ? await exportOne(store, id) : await deleteOne(store, id);
  } catch (error) {
    if (error instanceof StoreProblem) return tell(`${error.text}\n`, 1);
    throw error;
  } finally {
    await store?.close();
  }
}

async function exportOne(store: Store, id: string): Promise<number> {
  const conversation = await store.load(id);
  if (!conversation) return unknown(id);
  const { tokenHash: _, ...whole } = conversation;
  process.stdout.write(`${JSON.stringify(whole, null, 2)}\n`);
  return 0;
}

async function deleteOne(store: Store, id: string): Promise<number> {
  if (!await store.delete(id)) return unknown(id);
  process.stdout.write(`会话 ${id} 已经删掉，里面的内容都没有了。以前做的备份里可能还有，到期一起销毁。\n`);
  return 0;
}

function unknown(id: string): number {
  return tell(`没有编号为“${id.slice(0, 64)}”的会话，可能已经到期删掉了。编号是日志里 conversation 那一项。\n`, 1);
}

function tell(text: string, code: number): number {
  process.stderr.write(text);
  return code;
}
