/**
 * Personal numbers never reach an event, a log or the matcher: they are masked before anything else sees the text.
 * Lenient on purpose: a wrong check digit is still somebody's number.
 */

export interface Masked {
  readonly text: string;
  /** Kinds that were found, each once, in order of appearance. */
  readonly kinds: readonly string[];
}

interface Rule {
  readonly kind: string;
  /** What the run of digits (spaces and dashes removed) must look like. */
  readonly fits: (digits: string) => boolean;
}

/** Area codes of provinces start with 1–8 and are followed by a plausible birth date. */
const ID_18 = /^[1-8]\d{5}(?:18|19|20)\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])\d{3}[\dx]$/;
const ID_15 = /^[1-8]\d{5}\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])\d{3}$/;
const MOBILE = /^(?:\+?86)?1[3-9]\d{9}$/;
const LANDLINE = /^0\d{2,3}[2-9]\d{6,7}$/;

const RULES: readonly Rule[] = [
  { kind: "身份证号", fits: (d) => ID_18.test(d) || ID_15.test(d) },
  { kind: "手机号", fits: (d) => MOBILE.test(d) },
  { kind: "电话号码", fits: (d) => LANDLINE.test(d) },
  { kind: "银行卡号", fits: (d) => /^\d{16,19}$/.test(d) },
  // Whatever else is this long is a personal number of some sort; 15 and 18 digits may be an id with a typing error.
  { kind: "身份证号", fits: (d) => /^\d{14,18}x?$/.test(d) },
  { kind: "证件号码", fits: (d) => /^\d{12,}x?$/.test(d) },
];

/** Digits in one run, single spaces or dashes between them allowed; half or full width. */
const RUN = /\+?[0-9０-９](?:[ \-－‐–—]?[0-9０-９])*[xXｘＸ]?/g;
const PLATE = /[京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼使][a-hj-np-zA-HJ-NP-Z][·•. ]?[a-hj-np-zA-HJ-NP-Z0-9]{4,5}[a-hj-np-zA-HJ-NP-Z0-9挂学警港澳领](?![a-zA-Z0-9])/g;
/** A shorter run is a year, a sum or a count. */
const SHORTEST_NUMBER = 10;

export function mask(raw: string): Masked {
  const kinds = new Set<string>();
  const text = raw
    .replace(RUN, (run) => maskRun(run, kinds))
    .replace(PLATE, () => { kinds.add("车牌号"); return "[车牌号]"; });
  return { text, kinds: [...kinds] };
}

function maskRun(run: string, kinds: Set<string>): string {
  const digits = run.normalize("NFKC").replace(/[^0-9+xX]/g, "").toLowerCase();
  if (digits.length < SHORTEST_NUMBER) return run;
  const rule = RULES.find((r) => r.fits(digits));
  if (!rule) return run;
  kinds.add(rule.kind);
  return `[${rule.kind}]`;
}
