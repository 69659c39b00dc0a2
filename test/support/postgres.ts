/**
 * The PostgreSQL that tests run on: TEST_DATABASE_URL, or the usual one on this machine.
 * Every use gets a schema of its own, dropped afterwards.
 */
import { randomBytes } from "node:crypto";
import { userInfo } from "node:os";
import pg from "pg";
import { skipReason } from "./skip.ts";

export const TEST_DATABASE_URL = process.env["TEST_DATABASE_URL"] ?? `postgres://${userInfo().username}@127.0.0.1:5432/test`;

/** Why PostgreSQL cannot be used here, or null when it can. */
export async function postgresMissing(what: string): Promise<string | null> {
  const client = new pg.Client({ connectionString: TEST_DATABASE_URL, connectionTimeoutMillis: 3_000 });
  try {
    await client.connect();
    await client.query("SELECT 1");
    return null;
  } catch (error) {
    const reason = `连不上 ${withoutPassword(TEST_DATABASE_URL)}：${(error as Error).message || (error as { code?: string }).code}`;
    return skipReason(what, reason, "TEST_DATABASE_URL=postgres://用户:密码@主机:5432/库 npm test");
  } finally {
    await client.end().catch(() => {});
  }
}

export function withoutPassword(url: string): string {
  return url.replace(/:\/\/([^:@/]*):[^@/]*@/, "://$1:***@");
}

export async function freshSchema(): Promise<{ schema: string; url: string; drop: () => Promise<void> }> {
  const schema = `t_${randomBytes(6).toString("hex")}`;
  await once(`CREATE SCHEMA ${schema}`);
  const url = new URL(TEST_DATABASE_URL);
  url.searchParams.set("options", `-c search_path=${schema}`);
  return { schema, url: url.href, drop: () => once(`DROP SCHEMA IF EXISTS ${schema} CASCADE`) };
}

async function once(sql: string): Promise<void> {
  const client = new pg.Client({ connectionString: TEST_DATABASE_URL });
  await client.connect();
  try {
    await client.query(sql);
  } finally {
    await client.end();
  }
}
