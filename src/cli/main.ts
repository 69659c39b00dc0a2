/**
 * The command line: `npm run -s yicitong -- COMMAND`. With serve, the one place that wires implementations.
 */
import { COMMANDS } from "./commands.ts";

const [name = "help", ...args] = process.argv.slice(2);
const command = COMMANDS[name];
if (!command) {
  const unknown = name === "help" || name === "--help" ? "" : `没有“${name}”这个命令。\n`;
  process.stderr.write(`${unknown}用法：npm run -s yicitong -- 命令\n${Object.entries(COMMANDS).map(([id, c]) => `  ${id.padEnd(10)}${c.says}`).join("\n")}\n`);
  process.exitCode = unknown ? 2 : 0;
} else {
  process.exitCode = await command.run(args);
}
