// Prepares what a command needs, then hands over to the bundled command line, which reads its own arguments.
import { CLI, PreparationFailed, prepare } from "./prepare.mjs";

/** Commands that understand questions need the trained model. */
const NEED_MODEL = ["serve", "chat", "match", "evaluate"];

export async function run(command) {
  try {
    await prepare({ web: command === "serve", model: NEED_MODEL.includes(command) });
  } catch (error) {
    if (!(error instanceof PreparationFailed)) throw error;
    process.stderr.write(error.message + "\n");
    process.exitCode = 1;
    return;
  }
  await import(CLI);
}
