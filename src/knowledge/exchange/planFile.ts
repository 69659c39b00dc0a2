/** A file from its name and bytes to what it would change: what the command line and the pages of curation do alike. */
import { UnreadableFile } from "./intake.ts";
import { readExchange } from "./openFile.ts";
import { planImport, type ImportPlan } from "./plan.ts";

/** @returns the plan, or why nothing of the file can be read, for the person as it is */
export async function planFile(root: string, name: string, bytes: Uint8Array): Promise<ImportPlan | { readonly unreadable: string }> {
  try {
    return planImport(root, await readExchange(name, Buffer.from(bytes)));
  } catch (error) {
    if (!(error instanceof UnreadableFile)) throw error;
    return { unreadable: error.message };
  }
}
