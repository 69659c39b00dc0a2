import { expect, test } from "vitest";
import { MIGRATIONS, pending } from "../../src/storage/migrations/list.ts";

test("migrations are numbered 1, 2, 3 … without gaps and speak both dialects", () => {
  expect(MIGRATIONS.map((m) => m.version)).toEqual(MIGRATIONS.map((_, i) => i + 1));
  for (const m of MIGRATIONS) expect(Math.min(m.sqlite.length, m.postgres.length), m.name).toBeGreaterThan(0);
});

test("what was applied is not applied again", () => {
  expect(pending([], MIGRATIONS)).toEqual(MIGRATIONS);
  expect(pending(MIGRATIONS.map((m) => m.version), MIGRATIONS)).toEqual([]);
});
