/**
 * An edition without a model of its own is understood as the program's is. After an upgrade that is another program, which
 * may know services that the edition does not have: what it says of those is not said.
 */
import type { LiveEdition } from "../assistant/ports.ts";
import type { Edition } from "../domain/edition.ts";
import type { Match } from "../domain/match.ts";

export function asIn(edition: Edition, understand: LiveEdition["understand"]): LiveEdition["understand"] {
  return (words, now) => {
    const said = understand(words, now);
    return { ...said, match: within(edition, said.match) };
  };
}

function within({ services, referrals, journeys, talk }: Edition, match: Match): Match {
  const known = (ids: readonly string[]): readonly string[] => ids.filter((id) => services.has(id));
  const guides = known(match.guides);
  const options = known(match.options);
  const isLeft = match.decision === "answer" ? guides.length > 0 : match.decision === "clarify" ? options.length > 1 : true;
  return {
    ...match, decision: isLeft ? match.decision : "none", guides: isLeft ? guides : [], options: isLeft ? options : [],
    candidates: match.candidates.filter((c) => services.has(c.id)),
    referral: match.referral !== null && referrals.has(match.referral) ? match.referral : null,
    journey: match.journey !== null && journeys.has(match.journey) ? match.journey : null,
    talk: match.talk !== null && talk.has(match.talk) ? match.talk : null,
  };
}
