/** Copies of a PostgreSQL store with its own tools: `pg_dump` takes one snapshot while everything runs, `pg_restore` puts it back. */
import { spawn } from "node:child_process";
import { chmodSync, existsSync, mkdirSync, renameSync, rmSync, statSync } from "node:fs";
import { dirname } from "node:path";
import { openPool, startProblem } from "./postgresSupport.ts";
import { StoreProblem, messageOf } from "./problem.ts";

/** @throws StoreProblem when the tool is missing or fails; no half file is left */
export async function backupPostgres(url: string, file: string): Promise<{ file: string; bytes: number }> {
  if (existsSync(file)) throw new StoreProblem("refused", `${file} 已经有了，没有覆盖它。请换一个文件名。`, "EEXIST");
  const part = `${file}.part`;
  mkdirSync(dirname(file), { recursive: true });
  try {
    await tool("pg_dump", url, ["--format=custom", "--no-owner", "--no-privileges", "--exclude-table-data=rate_counts", `--file=${part}`]);
    chmodSync(part, 0o600);
    // Reading its table of contents fails when it is not whole.
    await tool("pg_restore", null, ["--list", part]);
    renameSync(part, file);
    return { file, bytes: statSync(file).size };
  } catch (error) {
    rmSync(part, { force: true });
    throw error;
  }
}

/**
 * Fills an empty database, all or nothing.
 * @throws StoreProblem when the database holds a store already, or the tool is missing or fails
 */
export async function restorePostgres(file: string, url: string): Promise<void> {
  if (!existsSync(file)) throw new StoreProblem("refused", `没有 ${file} 这个文件。`, "ENOENT");
  await mustBeEmpty(url);
  await tool("pg_restore", url, ["--single-transaction", "--exit-on-error", "--no-owner", "--no-privileges", file]);
}

async function mustBeEmpty(url: string): Promise<void> {
  const pool = openPool(url, null);
  try {
    const { rows } = await pool.query<{ there: string | null }>("SELECT to_regclass('conversations')::text AS there");
    if (rows[0]?.there != null) {
      throw new StoreProblem("refused", "这个库里已经有一次通的数据，没有动它。请建一个空库，把 DATABASE_URL 指过去，再恢复；确认好了再让服务改用它。", "HAS_DATA");
    }
  } catch (error) {
    throw startProblem(error) ?? (error instanceof StoreProblem ? error : new StoreProblem("unavailable", `连不上数据库，什么都没有做：${messageOf(error)}`, "", error));
  } finally {
    await pool.end();
  }
}

/** @param url null where the tool needs no database. A password goes by the environment: arguments are for all to see. */
async function tool(name: "pg_dump" | "pg_restore", url: string | null, args: readonly string[]): Promise<void> {
  const open = url === null ? null : new URL(url);
  const password = open ? decodeURIComponent(open.password) : "";
  if (open) open.password = "";
  const child = spawn(name, [...(open ? [`--dbname=${open.href}`] : []), ...args], {
    stdio: ["ignore", "ignore", "pipe"], env: { ...process.env, ...(password === "" ? {} : { PGPASSWORD: password }) },
  });
  let said = "";
  child.stderr.on("data", (chunk: Buffer) => { said = (said + chunk.toString()).slice(-2_000); });
  const code = await new Promise<number | null>((resolve, reject) => {
    child.once("error", () => reject(new StoreProblem("refused", `这台机器上没有 ${name}，什么都没有做。请装上 PostgreSQL 的客户端工具（Debian：apt-get install postgresql-client），版本不低于数据库的版本。`, "NO_TOOL")));
    child.once("close", resolve);
  });
  if (code !== 0) throw new StoreProblem("unavailable", `${name} 没有做成，什么都没有改：${said.trim()}`, "TOOL_FAILED");
}
