/**
 * `kill -9` between and during turns: nothing that was acknowledged is lost, nothing counts twice, everybody goes on.
 * Ten kills in the suite; `npm run reliability` does a hundred. RELIABILITY_SEED repeats a run.
 */
import { describe, expect, onTestFinished, test } from "vitest";
import { freshFolder } from "../support/folder.ts";
import { freshSchema, postgresMissing } from "../support/postgres.ts";
import { killAgainAndAgain } from "./killing.ts";

const kills = Number(process.env["RELIABILITY_KILLS"] ?? 10);
const seed = Number(process.env["RELIABILITY_SEED"] ?? 20_261_124);
/** Milliseconds; a start takes a few seconds on a small machine. */
const timeout = 60_000 + kills * 30_000;
const missing = await postgresMissing("kill -9 时 PostgreSQL 上不丢一句话（test/reliability/kill.test.ts）");

describe(`kill -9, ${kills} times, seed ${seed}`, () => {
  test("on SQLite", async () => {
    const told = await killAgainAndAgain({ seed, kills, env: { DATA_DIR: freshFolder() } });
    console.log(`SQLite: ${told}`);
    expect(told).toContain("0 lost");
  }, timeout);

  test.skipIf(missing)("on PostgreSQL", async () => {
    const { url, drop } = await freshSchema();
    onTestFinished(drop);
    const told = await killAgainAndAgain({ seed: seed + 1, kills, env: { DATABASE_URL: url } });
    console.log(`PostgreSQL: ${told}`);
    expect(told).toContain("0 lost");
  }, timeout);
});
