import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    environment: "node",
    include: ["test/**/*.test.ts"],
    // Generous: they catch what hangs, they measure nothing.
    testTimeout: 60_000,
    hookTimeout: 120_000,
    // Two cores is what a small server and our CI have.
    maxWorkers: 2,
  },
});
