#!/usr/bin/env node
// The one door: checks Node, prepares what is missing or out of date, then runs the command line.
// Written in old words (no top-level await, no ??) so that an old Node gets as far as saying that it is too old.
import { nodeProblem } from "./nodeVersion.mjs";

const problem = nodeProblem(process.versions.node);
if (problem !== null) {
  process.stderr.write(problem + "\n");
  process.exitCode = 1;
} else {
  import("./run.mjs").then(({ run }) => run(process.argv[2]));
}
