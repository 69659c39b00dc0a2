/**
 * A guide (办事指南): what one service asks of one person in one situation, as data.
 * Every rule may stand under a condition and between two days; each has its own source.
 */
import type { Condition } from "./condition.ts";
import type { Answer, Day, FactId, Facts, FactValue, Kin, Situation } from "./facts.ts";
import type { Aspect } from "./match.ts";
import type { Citation } from "./source.ts";

/** What every rule of a guide carries. */
export interface Rule {
  readonly when: Condition;
  /** In force from this day on / before this day. */
  readonly from?: Day;
  readonly until?: Day;
  readonly citation: Citation;
  /** What differs from place to place about this point, in one plain sentence. */
  readonly varies?: string;
}

/** The role of the person the service is for, in every guide that has one. */
export const MAIN_ROLE = "applicant";

/** A person's role in a service: whose age it is, who must come, whose paper it is. */
export interface Role {
  readonly id: string;
  readonly label: string;
  /** The speaker's relatives who may be meant by this role. */
  readonly kin: readonly Kin[];
}

/** A paper as one rule asks for it. Shown originals, surrendered originals and copies are counted apart. */
export interface PaperNeed {
  readonly paper: string;
  readonly holder: string;
  readonly shown: number;
  readonly surrendered: number;
  readonly copies: number;
  /** What makes it a different paper from one of the same name: "近3个月", "2寸双人合影". Never merged across. */
  readonly spec?: string;
}

/** One alternative among papers: a list that suffices together. */
export interface Branch {
  readonly label?: string;
  readonly papers: readonly PaperNeed[];
}

/** A material rule: one paper, or alternatives of which one suffices. */
export interface MaterialRule extends Rule {
  readonly id: string;
  /** One branch: the paper is required. Several: any one of them. */
  readonly anyOf: readonly Branch[];
  /** Why this person needs it, in plain words. */
  readonly because: string;
  /** What to mind about it in this service, beyond what the material's own card says. */
  readonly note?: string;
  /** Made or collected at the counter: nothing to bring. */
  readonly onSite: boolean;
  /** May be replaced by a written promise (告知承诺) or handed in later (容缺), where the law says so. */
  readonly leniency?: string;
}

export interface FeeRule extends Rule {
  readonly item: string;
  /** In yuan; absent when the fee is a share of something, told in `text`. */
  readonly amount?: number;
  readonly per?: string;
  readonly text?: string;
}

/** A line of the guide that holds in a situation: time limits, places, hours, online, validity, steps, pitfalls … */
export interface Line extends Rule {
  readonly text: string;
}

export interface TimeLine extends Line {
  readonly kind: "statutory" | "promised";
  readonly days?: number;
  readonly unit?: "working" | "calendar";
}

export interface WhoLine extends Line {
  readonly role: string;
  /** `come`: in person; `may-send`: somebody else may act; `not-needed`: needs not come. */
  readonly must: "come" | "may-send" | "not-needed";
}

export interface OnlineLine extends Line {
  /** full: no visit at all; partial: prepared online, finished at a counter; none. */
  readonly depth: "full" | "partial" | "none";
  readonly url?: string;
}

/**
 * An outcome that ends the way to this service, or bends it:
 * not-eligible · other-service (this is not the one you need) · first (do B first, then this) · no-visit (全程网办).
 */
export interface Outcome extends Rule {
  readonly verdict: "not-eligible" | "other-service" | "first" | "no-visit";
  readonly text: string;
  /** The guide to go to (other-service, first). */
  readonly guide?: string;
}

export interface Faq extends Rule {
  readonly question: string;
  readonly answer: string;
}

/** Lines by the question (aspect) that they answer. */
export interface GuideLines {
  readonly times: readonly TimeLine[];
  readonly places: readonly Line[];
  readonly hours: readonly Line[];
  readonly phones: readonly Line[];
  readonly online: readonly OnlineLine[];
  readonly who: readonly WhoLine[];
  readonly eligibility: readonly Line[];
  readonly validity: readonly Line[];
  readonly progress: readonly Line[];
  readonly deadlines: readonly Line[];
  readonly steps: readonly Line[];
  readonly pitfalls: readonly Line[];
}

/** exact: people tables prove its papers; skeleton: what is national and certain, said to be incomplete. */
export type Tier = "exact" | "skeleton";

export interface AskedSituation {
  readonly situation: Situation;
  /** Asked only when this may hold. */
  readonly when: Condition;
  /** Never asked: this value holds unless the person says otherwise (rare bars, rare extras). */
  readonly assume?: FactValue;
  /** Taken from the shared situations (knowledge/situations.yaml): the same fact in every guide that takes it. */
  readonly shared?: true;
}

export interface Neighbour {
  readonly guide: string;
  /** The one sentence that tells them apart. */
  readonly differs: string;
}

export interface Guide {
  readonly id: string;
  /** Official name. */
  readonly name: string;
  /** What people call it, as it stands in a sentence: "办护照". */
  readonly plain: string;
  readonly tier: Tier;
  readonly audience: string;
  readonly authority: string;
  /** What it is and what it is for, in one or two plain sentences. */
  readonly summary: string;
  readonly roles: readonly Role[];
  /** In the author's order, which is the order of asking. */
  readonly situations: readonly AskedSituation[];
  readonly outcomes: readonly Outcome[];
  readonly materials: readonly MaterialRule[];
  readonly fees: readonly FeeRule[];
  readonly lines: GuideLines;
  readonly faq: readonly Faq[];
  /** What this service gives: the material ids it issues. */
  readonly gives: readonly string[];
  readonly related: readonly Neighbour[];
  /** Days after the last check beyond which nobody may rely on it (domain/freshness.ts). */
  readonly trustDays?: number;
  /** When it was last checked, said where that is long ago. */
  readonly checkedOn?: Day;
  /** As a step of a journey: part of the trip unless this certainly fails (domain/journey.ts). */
  readonly wanted?: Condition;
  /** Answers withdrawn for now, with what is said instead (domain/notice.ts). */
  readonly withheld?: Partial<Record<Aspect, string>>;
}

export function situationOf(guide: Guide, fact: FactId): Situation | undefined {
  return guide.situations.find((s) => s.situation.id === fact)?.situation;
}

/**
 * Whether two guides ask the same thing under one id, so that an answer to one answers the other: a shared situation,
 * or word for word the same question. Ids alone do not tell: "licence.left" is a driver's in one guide, a shop's in another.
 */
export function sharesFact(a: AskedSituation, b: AskedSituation): boolean {
  const [one, other] = [a.situation, b.situation];
  if (one.id !== other.id || one.type !== other.type) return false;
  return a.shared === true && b.shared === true
    || one.ask === other.ask && one.unit === other.unit
      && one.options.length === other.options.length && one.options.every((o, i) => o.id === other.options[i]?.id && o.label === other.options[i]?.label);
}

/** What is known for one guide and answers another one's questions too, about the same person. */
export function carriedFacts(from: Guide, facts: Facts, to: Guide): { readonly fact: FactId; readonly value: Answer }[] {
  return to.situations.flatMap((asked) => {
    const value = facts[asked.situation.id];
    const source = from.situations.find((s) => s.situation.id === asked.situation.id);
    return value !== undefined && source && sharesFact(source, asked) ? [{ fact: asked.situation.id, value }] : [];
  });
}

export function roleLabel(guide: Guide, role: string): string {
  return guide.roles.find((r) => r.id === role)?.label ?? role;
}
