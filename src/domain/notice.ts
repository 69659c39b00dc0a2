/**
 * What overrides the knowledge at once, whatever edition a conversation runs on: notices (公告), which are said first,
 * and withdrawals (停用), which replace a guide, one of its answers, or the whole bot by a message.
 */
import type { Edition } from "./edition.ts";
import type { Guide, GuideLines } from "./guide.ts";
import type { Aspect } from "./match.ts";
import type { GuidePatch } from "./regionPack.ts";

/** 停办 · 放假 · 系统升级 · 临时搬迁 · 其他 */
export const NOTICE_KINDS = ["closed", "holiday", "upgrade", "moved", "other"] as const;
export type NoticeKind = (typeof NOTICE_KINDS)[number];

export const NOTICE_NAMES: Readonly<Record<NoticeKind, string>> = {
  closed: "停办", holiday: "放假", upgrade: "系统升级", moved: "临时搬迁", other: "通知",
};

/** From when until when something holds, in epoch milliseconds. */
interface Lasting {
  readonly from: number;
  readonly until: number | null;
}

export interface Notice extends Lasting {
  readonly id: string;
  /** Grows when its words change: it is then told again. */
  readonly version: number;
  readonly kind: NoticeKind;
  readonly text: string;
  /** Ids of services; empty: all. */
  readonly guides: readonly string[];
  /** adcodes; one of a province or city covers what lies in it; empty: everywhere. */
  readonly regions: readonly string[];
  /** The counter or hall it is about, said before the text. */
  readonly office: string | null;
}

export type Withdrawn =
  | { readonly kind: "bot" }
  | { readonly kind: "guide"; readonly guide: string }
  | { readonly kind: "answer"; readonly guide: string; readonly aspect: Aspect };

export interface Withdrawal extends Lasting {
  readonly id: string;
  readonly what: Withdrawn;
  /** What people get instead. */
  readonly say: string;
}

export interface Overrides {
  readonly notices: readonly Notice[];
  readonly withdrawals: readonly Withdrawal[];
}

export const NO_OVERRIDES: Overrides = { notices: [], withdrawals: [] };

/** The aspects whose answer may be withdrawn on its own: papers and steps go with the whole guide. */
export const WITHDRAWABLE: Partial<Record<Aspect, keyof GuideLines | "fees">> = {
  fee: "fees", time: "times", place: "places", hours: "hours", phone: "phones", online: "online", who: "who",
  eligibility: "eligibility", validity: "validity", status: "progress", deadline: "deadlines",
};

function holds({ from, until }: Lasting, now: number): boolean {
  return from <= now && (until === null || now < until);
}

/** Whether a place lies in another one, or the other way round: who does not say where is told everything. */
function covers(notice: string, region: string): boolean {
  const stem = (code: string): string => code.replace(/(00){1,2}$/, "");
  return region.startsWith(stem(notice)) || notice.startsWith(stem(region));
}

/** The notices to be read now by somebody from this region (null: unknown) who is after these services. */
export function noticesFor({ notices }: Overrides, now: number, region: string | null, guides: readonly string[]): readonly Notice[] {
  return notices.filter((n) => holds(n, now)
    && (n.regions.length === 0 || region === null || n.regions.some((r) => covers(r, region)))
    && (n.guides.length === 0 || n.guides.some((g) => guides.includes(g))));
}

/** "【停办】城东大厅：……" */
export function spokenNotice({ kind, office, text }: Notice): string {
  return `【${NOTICE_NAMES[kind]}】${office ? `${office}：` : ""}${text}`;
}

/** What everybody gets instead of an answer while the whole bot is withdrawn; null while it is not. */
export function botWithdrawn({ withdrawals }: Overrides, now: number): string | null {
  return withdrawals.find((w) => w.what.kind === "bot" && holds(w, now))?.say ?? null;
}

/** The edition without what is withdrawn now; the edition itself when nothing is. */
export function withhold(edition: Edition, { withdrawals }: Overrides, now: number): Edition {
  const standing = withdrawals.filter((w) => w.what.kind !== "bot" && holds(w, now));
  if (standing.length === 0) return edition;
  const guides = new Map(edition.guides);
  const services = new Map(edition.services);
  let packs = edition.packs;
  for (const { what, say } of standing) {
    if (what.kind === "guide") {
      guides.delete(what.guide);
      const service = services.get(what.guide);
      if (service) services.set(what.guide, { ...service, withdrawn: say });
    } else if (what.kind === "answer") {
      const guide = guides.get(what.guide);
      if (guide) guides.set(what.guide, withoutAnswer(guide, what.aspect, say));
      packs = new Map([...packs].map(([id, pack]) => [id, { ...pack, patches: pack.patches.map((p) => p.guide === what.guide ? withoutLocalAnswer(p, what.aspect) : p) }]));
    }
  }
  return { ...edition, guides, services, packs };
}

function withoutAnswer(guide: Guide, aspect: Aspect, say: string): Guide {
  const withheld = { ...guide.withheld, [aspect]: say };
  const list = WITHDRAWABLE[aspect];
  if (list === undefined) return guide;
  return list === "fees" ? { ...guide, fees: [], withheld } : { ...guide, lines: { ...guide.lines, [list]: [] }, withheld };
}

/** What a place says on its own about it falls silent too. */
function withoutLocalAnswer(patch: GuidePatch, aspect: Aspect): GuidePatch {
  const list = WITHDRAWABLE[aspect];
  return list === undefined ? patch : list === "fees" ? { ...patch, fees: [] } : { ...patch, lines: { ...patch.lines, [list]: [] } };
}
