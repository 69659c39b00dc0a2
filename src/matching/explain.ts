/**
 * Why a label: the evidence that spoke most for it and most against it, in words an admin can read.
 *   `补办` a word or characters · `≈丢失` a synonym class (scenes of life are such classes) · `≈身份证+丢失` two together ·
 *   `音 zheng` a sound · `反：网上` what spoke against · `读作“身份证丢了”` how pinyin, dialect or a typing error was read
 */
import type { Classifier } from "./model.ts";
import type { SparseVector } from "./softmax.ts";
import { weightOf } from "./sparse.ts";
import type { SynonymFinder } from "./synonyms.ts";

/** How many pieces of evidence are shown, for and against. */
const MOST_FOR = 4;
const MOST_AGAINST = 2;
/** Evidence weaker than this (in log-odds) is not worth showing. */
const FAINT = 0.05;
/** What spoke against must have mattered. */
const FAINT_AGAINST = 0.15;
const AGAINST = "反：";

export function explain({ ids, values }: SparseVector, { labels, vocabulary, weights }: Classifier, label: string, synonyms: SynonymFinder): string[] {
  const column = labels.indexOf(label);
  const evidence: Evidence[] = [];
  for (let k = 0; k < ids.length; k++) evidence.push({ name: vocabulary.names[ids[k]!]!, weight: values[k]! * weightOf(weights, ids[k]!, column) });
  evidence.sort((a, b) => b.weight - a.weight || (a.name < b.name ? -1 : 1));
  const spoke = told(evidence.filter((e) => e.weight > FAINT), MOST_FOR, synonyms);
  const against = told(evidence.filter((e) => e.weight < -FAINT_AGAINST).reverse(), MOST_AGAINST, synonyms);
  return [...spoke, ...against.map((reason) => AGAINST + reason)];
}

interface Evidence {
  readonly name: string;
  readonly weight: number;
}

/** The strongest first; sounds only where nothing else is left to tell. */
function told(evidence: readonly Evidence[], most: number, synonyms: SynonymFinder): string[] {
  const reasons: string[] = [];
  const isSound = ({ name }: Evidence) => name.startsWith("y:");
  for (const { name } of [...evidence.filter((e) => !isSound(e)), ...evidence.filter(isSound)]) {
    if (reasons.length === most) break;
    const reason = spoken(name, synonyms);
    if (reason !== null && !reasons.some((r) => r.includes(reason) || reason.includes(r))) reasons.push(reason);
  }
  return reasons;
}

/** Length and single characters are no reasons. */
function spoken(feature: string, synonyms: SynonymFinder): string | null {
  const rest = feature.slice(2);
  switch (feature[0]) {
    case "2": case "3": case "w": return rest;
    case "s": case "x": return `≈${rest.split("+").map((id) => synonyms.name(id)).join("+")}`;
    case "y": return `音 ${rest}`;
    default: return null;
  }
}

/** Characters shown of what was read. */
const LONGEST_READING = 30;

/** How the words were read, when folding put other characters in their place; null when they stand as they were said. */
export function reading(query: string, normal: string): string | null {
  const said = new Set(query);
  const isOther = [...normal].some((c) => !said.has(c) && /\p{Script=Han}/u.test(c));
  return isOther ? `读作“${normal.length > LONGEST_READING ? `${normal.slice(0, LONGEST_READING)}…` : normal}”` : null;
}
