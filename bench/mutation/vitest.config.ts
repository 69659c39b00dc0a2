/** The unit tests that stand for the mutated files: fast ones, so that a thousand mutants take minutes. */
import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    environment: "node",
    include: ["test/unit/domain/**/*.test.ts", "test/unit/dialogue/{state,time,schedule}.test.ts"],
    testTimeout: 20_000,
  },
});
