#!/usr/bin/env node
// The one door: checks Node, prepares what is missing or out of date, then runs the command line.
import { nodeProblem } from "./nodeVersion.mjs";

const problem = nodeProblem(process.versions.node);
if (problem !== null) {
  process.stderr.write(problem + "\n");
  process.exit(1);
}

const { prepare, CLI, PreparationFailed } = await import("./prepare.mjs");
const command = process.argv[2] ?? "help";
try {
  await prepare({
    web: command === "serve",
    model: ["serve", "chat", "match", "evaluate"].includes(command),
  });
} catch (error) {
  if (!(error instanceof PreparationFailed)) throw error;
  process.stderr.write(error.message + "\n");
  process.exit(1);
}
await import(CLI);
