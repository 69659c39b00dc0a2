/**
 * What the words of one turn say, before anybody decides what they mean here.
 * text/ produces it; dialogue/ resolves it against the guide at hand; events keep it, so replay never parses again.
 */
import type { Day, Kin } from "./facts.ts";
import type { Match } from "./match.ts";

/** A number with its unit, and whose it is if the words say so. */
export interface NumberMention {
  readonly kind: "number";
  readonly value: number;
  /** 岁 年 个月 天 平方米 元 人 份 …; "" when bare. */
  readonly unit: string;
  readonly of?: Kin;
  /** Where it stands in the normalised text: [start, end). */
  readonly at: readonly [number, number];
}

/** A calendar day; a missing day or month is the first, and `precision` says so. */
export interface DateMention {
  readonly kind: "date";
  readonly value: Day;
  readonly precision: "day" | "month" | "year";
  readonly of?: Kin;
  readonly at: readonly [number, number];
}

/** A relative who is spoken of, and the age group the word implies. */
export interface PersonMention {
  readonly kind: "person";
  readonly kin: Kin;
  readonly word: string;
  readonly at: readonly [number, number];
}

export type Mention = NumberMention | DateMention | PersonMention;

/** A short answer: yes, no, neither, don't know, or the n-th choice (1-based). */
export interface ShortAnswer {
  readonly yes: boolean;
  readonly no: boolean;
  readonly unsure: boolean;
  readonly none: boolean;
  readonly ordinal: number | null;
}

/** Two adcodes: where somebody is registered, and where they are. */
export interface Whereabouts {
  readonly household: string;
  readonly here: string;
}

export interface Understanding {
  /** The words after masking of personal numbers: what is stored and shown. */
  readonly text: string;
  /** Folded: half width, simplified, lower case, typos and pinyin repaired; what cues are sought in. */
  readonly normal: string;
  readonly mentions: readonly Mention[];
  readonly short: ShortAnswer;
  readonly match: Match;
  /** Kinds of personal number that were masked (身份证号, 手机号, 银行卡号, 车牌号). */
  readonly masked: readonly string[];
  /** adcode of a place named in the words. */
  readonly place: string | null;
  /** Present when the words tell both. */
  readonly whereabouts?: Whereabouts;
  /** The event in life (一件事) that is told of, when hardly anything else can be meant. */
  readonly journey?: string;
}
