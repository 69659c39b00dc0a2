/** Conversations put aside by 重新开始. */
import type { StateView } from "../../domain/conversation.ts";
import type { Session } from "../shared/api.ts";
import { progressText } from "../shared/words.ts";
import type { Shelved } from "./page.ts";

/** @returns null when nothing was begun that would be worth taking up again */
export function shelve(session: Session, view: StateView): Shelved | null {
  const title = view.guides.map((g) => g.name).join("、");
  return title ? { ...session, title, progress: progressText(view) } : null;
}
