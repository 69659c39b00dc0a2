/** Notices and withdrawals: made, changed and ended by staff; in force on every node within seconds. */
import { NOTICE_KINDS, WITHDRAWABLE, type Notice, type Withdrawal, type Withdrawn } from "../domain/notice.ts";
import type { Edition } from "../domain/edition.ts";
import type { Actor, CurationStore } from "./ports.ts";
import { noSuchService } from "./serviceNames.ts";
import { freshId, get, list, write, type Signed } from "./records.ts";

export type Said<T> = { readonly ok: true; readonly item: T } | { readonly ok: false; readonly problems: readonly string[] };

const LONGEST_TEXT = 300;
const LONGEST_OFFICE = 60;
const MOST_TARGETS = 200;

/** What a form says of a notice, before it is checked. */
export type NoticeForm = Omit<Notice, "id" | "version" | "kind"> & { readonly kind: string };

/** @param id of the notice that is changed; null for a new one */
export async function saveNotice(store: CurationStore, edition: Edition, actor: Actor, now: number, id: string | null, form: NoticeForm): Promise<Said<Notice>> {
  const kind = NOTICE_KINDS.find((k) => k === form.kind);
  const problems = [
    ...kind ? [] : ["请选一种公告。"], ...textProblems(form.text, "公告的内容"), ...lastingProblems(form, now),
    ...(form.office ?? "").length > LONGEST_OFFICE ? [`大厅或窗口的名字最多 ${LONGEST_OFFICE} 个字。`] : [],
    ...form.guides.filter((g) => !edition.services.has(g)).map((g) => noSuchService(edition, g)),
    ...form.regions.filter((r) => !edition.regions.has(r)).map((r) => `没有叫“${r.slice(0, 20)}”的地区，或者不止一个地方叫这个名字：写全名，或写六位行政区划代码。`),
    ...form.guides.length > MOST_TARGETS || form.regions.length > MOST_TARGETS ? [`一次最多选 ${MOST_TARGETS} 个。`] : [],
  ];
  if (!kind || problems.length > 0) return { ok: false, problems };
  const kept = id === null ? null : await get(store, "notice", id);
  if (id !== null && !kept) return { ok: false, problems: ["没有这条公告，可能已经被别人删了。"] };
  const item: Notice = { ...form, kind, text: form.text.trim(), office: form.office?.trim() || null, id: id ?? freshId(now), version: (kept?.record.item.version ?? 0) + 1 };
  return keep(store, "notice", kept, item, actor, now, kept ? "改了公告" : "发了公告");
}

export type WithdrawalForm = Omit<Withdrawal, "id">;

export async function withdraw(store: CurationStore, edition: Edition, actor: Actor, now: number, form: WithdrawalForm, why: string): Promise<Said<Withdrawal>> {
  const problems = [...textProblems(form.say, "给大家看的话"), ...lastingProblems(form, now), ...targetProblems(edition, form.what), ...why.trim() === "" ? ["请写一句为什么停用。"] : []];
  if (problems.length > 0) return { ok: false, problems };
  const item: Withdrawal = { ...form, say: form.say.trim(), id: freshId(now) };
  return keep(store, "withdrawal", null, item, actor, now, `停用：${why.trim()}`);
}

/** From now on it holds no more; it stays in the list. */
export async function end(store: CurationStore, kind: "notice" | "withdrawal", id: string, actor: Actor, now: number, why: string): Promise<Said<Notice | Withdrawal>> {
  const kept = await get(store, kind, id) as { version: number; record: Signed<Notice | Withdrawal> } | null;
  if (!kept) return { ok: false, problems: ["没有这一条，可能地址写错了。"] };
  const { item } = kept.record;
  if (item.until !== null && item.until <= now) return { ok: true, item };
  return keep(store, kind, kept, { ...item, until: now }, actor, now, why.trim() === "" ? "结束了" : `结束了：${why.trim()}`);
}

export async function overridesWithHistory(store: CurationStore): Promise<{ notices: readonly Signed<Notice>[]; withdrawals: readonly Signed<Withdrawal>[] }> {
  return { notices: (await list(store, "notice")).map((k) => k.record), withdrawals: (await list(store, "withdrawal")).map((k) => k.record) };
}

async function keep<T extends Notice | Withdrawal>(
  store: CurationStore, kind: "notice" | "withdrawal", kept: { version: number; record: Signed<T> } | null, item: T, by: Actor, at: number, what: string,
): Promise<Said<T>> {
  const record = { item, log: [...kept?.record.log ?? [], { what, by: { id: by.id, name: by.name }, at }] };
  const outcome = await store.commit([write(kind, item.id, kept?.version ?? 0, record as never)], [], at);
  return outcome === "stored" ? { ok: true, item } : { ok: false, problems: ["别人刚改过这一条，您的没有存。请看看现在的，再改。"] };
}

function textProblems(text: string, what: string): string[] {
  if (text.trim() === "") return [`请写${what}。`];
  return text.length > LONGEST_TEXT ? [`${what}最多 ${LONGEST_TEXT} 个字，现在 ${text.length} 个。`] : [];
}

function lastingProblems({ from, until }: { from: number; until: number | null }, now: number): string[] {
  if (!Number.isFinite(from) || (until !== null && !Number.isFinite(until))) return ["时间写得不对，请从日历里选。"];
  if (until !== null && until <= from) return ["结束的时间要在开始的后面。"];
  return until !== null && until <= now ? ["结束的时间已经过了。"] : [];
}

function targetProblems(edition: Edition, what: Withdrawn): string[] {
  if (what.kind === "bot") return [];
  if (!edition.services.has(what.guide)) return [what.guide === "" ? "请写是哪件事。" : noSuchService(edition, what.guide)];
  return what.kind === "answer" && WITHDRAWABLE[what.aspect] === undefined ? ["这一类答案不能单独停用，请停用整份指南。"] : [];
}
