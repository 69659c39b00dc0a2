/** The edition as it holds for one conversation: in its region, with the guides of its journey as steps of that journey. */
import type { Edition } from "../domain/edition.ts";
import type { Guide } from "../domain/guide.ts";
import { asStep } from "../domain/journey.ts";
import { localEdition } from "../domain/regional.ts";
import type { ConversationState } from "./state.ts";

export function ownEdition(national: Edition, state: Pick<ConversationState, "region" | "trip">): Edition {
  const local = localEdition(national, state.region);
  const steps = state.trip.flatMap((t): Guide[] => {
    const journey = t.journey === null ? undefined : local.journeys.get(t.journey);
    const step = journey?.steps.find((s) => s.guide === t.guide);
    const guide = local.guides.get(t.guide);
    return journey && step && guide ? [asStep(guide, journey, step)] : [];
  });
  if (steps.length === 0) return local;
  const guides = new Map(local.guides);
  for (const guide of steps) guides.set(guide.id, guide);
  return { ...local, guides };
}
