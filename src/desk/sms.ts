/**
 * The trip card as text messages: two to four, each short enough for one segment, cut only between papers and
 * sentences, the way back at the end.
 */
import type { ItemView, Plan } from "../domain/conversation.ts";
import { speakable, spokenCount } from "./spoken.ts";

/** Characters of one segment of a long Chinese message (UCS-2 with its header). */
export const SEGMENT = 67;
const MOST_SEGMENTS = 4;
/** "（1/3）" stands in front of each. */
const NUMBERING = 5;

/**
 * @param link where the conversation goes on; null when there is none to give
 * @returns the messages in order, each at most SEGMENT characters
 */
export function smsOf(plan: Plan, link: string | null): string[] {
  const tail = link === null ? "更多看一次通网页或打12345。" : `看全部、接着办：${link}`;
  const parts = [`【一次通】${plan.title}。`, ...papers(plan.papers), ...points(plan), tail];
  const room = SEGMENT - NUMBERING;
  const messages = packed(parts.slice(0, -1).flatMap((p) => cut(p, room)), room);
  const kept = messages.length >= MOST_SEGMENTS ? messages.slice(0, MOST_SEGMENTS - 1) : messages;
  const last = kept.at(-1);
  const all = kept.length >= 2 && last !== undefined && last.length + tail.length <= room ? [...kept.slice(0, -1), last + tail] : [...kept, ...cut(tail, room)];
  return all.length === 1 ? all : all.map((text, i) => `（${i + 1}/${all.length}）${text}`);
}

function papers(items: readonly ItemView[]): string[] {
  if (items.length === 0) return ["不用带纸质材料。"];
  return [`带${spokenCount(items.length)}样：`, ...items.map((i, n) => `${n + 1}.${i.anyOf ? speakable(i.name) : `${i.holder}的${speakable(i.name)}${counts(i)}`}；`)];
}

function counts({ originals, copies }: ItemView): string {
  return [originals.shown + originals.surrendered > 0 ? "原件" : "", copies > 0 ? `复印件${copies}份` : ""].filter(Boolean).join("加");
}

function points(plan: Plan): string[] {
  const first = (title: string): string | undefined => plan.sections.find((s) => s.title === title)?.lines[0]?.text;
  const [place, fee, time] = [first("去哪办"), first("多少钱"), first("多久办好")];
  return [place && `去：${place}`, fee && `费用：${fee}`, time && `时限：${time}`].flatMap((p) => p ? [`${speakable(p).replace(/。$/, "")}。`] : []);
}

/** A part that does not fit is cut at a punctuation mark, else hard. */
function cut(text: string, room: number): string[] {
  if (text.length <= room) return [text];
  const at = Math.max(...[..."，；。、"].map((mark) => text.lastIndexOf(mark, room - 1))) + 1 || room;
  return [text.slice(0, at), ...cut(text.slice(at), room)];
}

function packed(parts: readonly string[], room: number): string[] {
  const messages: string[] = [];
  for (const part of parts) {
    const last = messages.at(-1);
    if (last !== undefined && last.length + part.length <= room) messages[messages.length - 1] = last + part;
    else messages.push(part);
  }
  return messages;
}
