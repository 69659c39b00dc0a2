/**
 * `backup [FILE]`: a copy of all data, also while the server runs. `restore FILE [--replace]`: puts one back.
 * Which store: as the server, by DATABASE_URL and DATA_DIR.
 */
import { join, resolve } from "node:path";
import { parseArgs } from "node:util";
import { readSettings, type Settings } from "../http/settings.ts";
import { backupPostgres, restorePostgres } from "../storage/backupPostgres.ts";
import { backupSqlite, restoreSqlite } from "../storage/backupSqlite.ts";
import { StoreProblem } from "../storage/problem.ts";

const BACKUP_USAGE = "用法：backup [文件]\n";
const RESTORE_USAGE = "用法：restore 文件 [--replace]\n";

/** @returns the exit code */
export async function runBackup(args: readonly string[]): Promise<number> {
  const asked = understand(args);
  if (asked === null || asked.replace || asked.files.length > 1) return tell(BACKUP_USAGE, 2);
  return withSettings(async ({ databaseUrl, dataDir }) => {
    const name = `yicitong-${new Date().toISOString().replace(/[-:]|\.\d+/g, "")}`;
    if (databaseUrl !== null) {
      const { file, bytes } = await backupPostgres(databaseUrl, resolve(asked.files[0] ?? `${name}.dump`));
      return say(`备份好了：${file}（${spokenBytes(bytes)}），核对过能读。\n`);
    }
    const copied = backupSqlite(dataDir, resolve(asked.files[0] ?? join(dataDir, "backups", `${name}.db`)));
    return say(`备份好了：${copied.file}（${spokenBytes(copied.bytes)}），核对过：会话 ${copied.conversations} 个，事件 ${copied.events} 条。\n`);
  });
}

/** @returns the exit code */
export async function runRestore(args: readonly string[]): Promise<number> {
  const asked = understand(args);
  const file = asked?.files[0];
  if (!asked || file === undefined || asked.files.length > 1) return tell(RESTORE_USAGE, 2);
  return withSettings(async ({ databaseUrl, dataDir }) => {
    if (databaseUrl !== null) {
      await restorePostgres(resolve(file), databaseUrl);
      return say("恢复好了。现在可以启动服务：npm start\n");
    }
    const { copied, former } = restoreSqlite(resolve(file), dataDir, { replace: asked.replace, now: Date.now() });
    return say(`恢复好了：会话 ${copied.conversations} 个，事件 ${copied.events} 条。${former === null ? "" : `原来的数据改名留在 ${former}。`}现在可以启动服务：npm start\n`);
  });
}

async function withSettings(work: (settings: Settings) => Promise<number>): Promise<number> {
  const read = readSettings(process.env);
  if (!read.ok) return tell(`${read.problems.join("\n")}\n`, 1);
  try {
    return await work(read.settings);
  } catch (error) {
    if (error instanceof StoreProblem) return tell(`${error.text}\n`, 1);
    throw error;
  }
}

function understand(args: readonly string[]): { files: readonly string[]; replace: boolean } | null {
  try {
    const { values, positionals } = parseArgs({ args: [...args], allowPositionals: true, options: { replace: { type: "boolean" } } });
    return { files: positionals, replace: values.replace === true };
  } catch {
    return null;
  }
}

function spokenBytes(bytes: number): string {
  return bytes < 1_000_000 ? `${Math.ceil(bytes / 1_000)} kB` : `${(bytes / 1_000_000).toFixed(1)} MB`;
}

function say(text: string): 0 {
  process.stdout.write(text);
  return 0;
}

function tell(text: string, code: number): number {
  process.stderr.write(text);
  return code;
}
