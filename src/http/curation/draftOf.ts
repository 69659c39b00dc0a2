/** The draft that an address names, and what came of a save, for people. */
import type { Request } from "express";
import type { Saved } from "../../curation/keptDrafts.ts";
import type { Kept } from "../../curation/records.ts";
import { Problem } from "../problems.ts";
import type { StaffContext } from "../staff/context.ts";

/** @throws Problem when there is none */
export async function draftOf({ curation }: StaffContext, req: Request): Promise<Kept<"draft">> {
  const id = String(req.params["id"]);
  const kept = /^[a-z0-9]{1,24}$/.test(id) ? await curation.drafts.get(id) : null;
  if (!kept) throw new Problem("not-found", "没有这份草稿，可能地址写错了。请从草稿列表里点。");
  return kept;
}

/** The problems of a save that did not come about, for people. */
export function problemsOf(saved: Saved): readonly string[] {
  switch (saved.outcome) {
    case "saved": return [];
    case "refused": return [...saved.problems, ...saved.findings.map((f) => `第 ${f.line} 行：${f.cause}。${f.remedy}`)];
    case "conflict": return ["别人刚改过同一处，您的没有存。"];
  }
}
