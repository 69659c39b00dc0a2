/** People tables, as the proof of a draft reads them too, and the people who are only measured. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";
import { z } from "zod";
import { person, type Person } from "../../src/curation/proof/people.ts";

export * from "../../src/curation/proof/people.ts";

/** A person who talks: facts, own words, and the day. What they must bring is for the rules to say. */
export type Speaking = Pick<Person, "who" | "facts" | "day"> & { readonly words: NonNullable<Person["words"]> };
export interface Talker { readonly guide: string; readonly person: Speaking }

const aside = z.array(z.strictObject({
  guide: z.string(), facts: person.shape.facts, opening: z.string(), answers: z.record(z.string(), z.string()),
}));

/** People who are only measured, never mended by (test/aside/people.yaml). */
export function readAside(root: string): Talker[] {
  return aside.parse(parse(readFileSync(join(root, "test/aside/people.yaml"), "utf8"))).map(({ guide, facts, opening, answers }) =>
    ({ guide, person: { who: opening, facts, day: "2026-11-24", words: { opening, answers } } }));
}
