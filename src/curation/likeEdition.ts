/** A draft that makes what is in force as an earlier edition was: the way back to one whose model is gone (prune.ts). */
import type { Drafts } from "./drafts.ts";
import { MAX_FILES } from "./findings.ts";
import type { Library } from "./library.ts";
import type { Actor } from "./ports.ts";
import type { DraftRecord } from "./records.ts";
import { changedPaths, isEditable } from "./tree.ts";

/** @returns the draft, or what keeps it from being made */
export async function draftLike(library: Library, drafts: Drafts, actor: Actor, edition: { readonly id: string; readonly title: string }, inForce: string): Promise<DraftRecord | string> {
  const [wanted, current] = [await library.manifest(edition.id), await library.manifest(inForce)];
  if (!wanted || !current) return "这个版本没有留存。";
  const paths = changedPaths(current, wanted).filter(isEditable);
  if (paths.length === 0) return "这个版本和现在用的一样，没有要改的。";
  if (paths.length > MAX_FILES) return `和现在用的差 ${paths.length} 个文件，一份草稿最多改 ${MAX_FILES} 个。`;
  const draft = await drafts.create(actor, `照“${edition.title}”改回去`);
  for (const path of paths) {
    const hash = wanted[path];
    const saved = hash === undefined ? await drafts.remove(actor, draft.id, path) : await drafts.saveText(actor, draft.id, path, current[path] ?? null, await library.text(hash));
    if (saved.outcome !== "saved") return "草稿只做了一半，请到草稿里看看，或者不要它、再来一次。";
  }
  return (await drafts.get(draft.id))?.record ?? draft;
}
