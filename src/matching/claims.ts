/** Ways of asking that two intents claim: whichever the matcher learns, one of them is answered wrongly. */
import type { Intents } from "./intents.ts";

export interface DoubleClaim {
  readonly utterance: string;
  /** Files of `intents/`, without the folder: `guides/passport-first`. */
  readonly claimed: readonly string[];
}

/** Utterances (and names) that stand in more than one intent, spaces, width and marks aside. */
export function doublyClaimed(intents: Intents): DoubleClaim[] {
  const claims = new Map<string, { utterance: string; claimed: Set<string> }>();
  for (const kind of ["guides", "referrals", "talk"] as const) {
    for (const intent of intents[kind]) {
      for (const utterance of [...intent.utterances, ...intent.names]) {
        const key = utterance.normalize("NFKC").toLowerCase().replace(/[\s\p{P}]/gu, "");
        const claim = claims.get(key) ?? { utterance, claimed: new Set<string>() };
        claim.claimed.add(`${kind}/${intent.id}`);
        claims.set(key, claim);
      }
    }
  }
  return [...claims.values()].filter((c) => c.claimed.size > 1).map((c) => ({ utterance: c.utterance, claimed: [...c.claimed] }));
}
