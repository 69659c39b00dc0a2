/**
 * The visit as a calendar entry (RFC 5545). Times float: nine in the morning is nine at the counter, wherever the phone is.
 */
import { isWorkingDay } from "../../domain/calendar.ts";
import type { Plan } from "../../domain/conversation.ts";
import { addToDay } from "../../domain/days.ts";
import type { Day } from "../../domain/facts.ts";

/** Half of a day: most windows close over noon. */
export const HALVES = { morning: { from: "090000", to: "113000" }, afternoon: { from: "140000", to: "163000" } } as const;
export type Half = keyof typeof HALVES;

export interface VisitDay {
  readonly day: Day;
  /** 周一 … 周日 */
  readonly weekday: string;
  /** Null in a year whose holidays are not known. */
  readonly open: boolean | null;
}

/** How many days ahead are offered. */
const DAYS_OFFERED = 21;
const WEEKDAYS = "日一二三四五六";

/** The days from tomorrow on, and whether offices that keep working days are open. */
export function visitDays(today: Day): VisitDay[] {
  return Array.from({ length: DAYS_OFFERED }, (_, i) => {
    const day = addToDay(today, { days: i + 1 });
    return { day, weekday: `周${WEEKDAYS[new Date(`${day}T00:00:00Z`).getUTCDay()]}`, open: isWorkingDay(day) };
  });
}

export interface Visit {
  readonly plan: Plan;
  readonly day: Day;
  readonly half: Half;
  /** Unique in the world, the same when the same visit is sent again. */
  readonly uid: string;
  /** Epoch milliseconds. */
  readonly now: number;
}

export function visitCalendar({ plan, day, half, uid, now }: Visit): string {
  const date = day.replace(/-/g, "");
  const { from, to } = HALVES[half];
  const place = plan.sections.find((s) => s.title === "去哪办")?.lines[0]?.text;
  const lines = [
    "BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//yicitong//trip//ZH", "METHOD:PUBLISH",
    "BEGIN:VEVENT", `UID:${uid}`, `DTSTAMP:${stamp(now)}`, `DTSTART:${date}T${from}`, `DTEND:${date}T${to}`,
    `SUMMARY:${text(`去办：${plan.title}`)}`,
    ...(place ? [`LOCATION:${text(place)}`] : []),
    `DESCRIPTION:${text(describe(plan))}`,
    // The evening before there is still time to look for a paper.
    "BEGIN:VALARM", "ACTION:DISPLAY", `DESCRIPTION:${text(`明天去办：${plan.title}，把材料拿出来核一遍`)}`, `TRIGGER:-PT${Number(from.slice(0, 2)) + 24 - 20}H`, "END:VALARM",
    "END:VEVENT", "END:VCALENDAR",
  ];
  return lines.map(fold).join("\r\n") + "\r\n";
}

function describe({ papers, sms }: Plan): string {
  const missing = papers.filter((p) => p.status !== "have").length;
  return missing > 0 ? `${sms}\n出门前还有 ${missing} 样要备齐或核对。` : sms;
}

const stamp = (epochMs: number): string => new Date(epochMs).toISOString().replace(/[-:]|\.\d{3}/g, "");

/** TEXT values: RFC 5545, 3.3.11. */
function text(value: string): string {
  return value.replace(/\\/g, "\\\\").replace(/\r?\n/g, "\\n").replace(/[,;]/g, (c) => `\\${c}`);
}

/** Octets on one line, the line break not counted. */
const LINE = 75;

/** Long lines go on after a line break and a blank, never in the middle of a character: RFC 5545, 3.1. */
function fold(line: string): string {
  const parts: string[] = [];
  let part = "";
  for (const c of line) {
    if (Buffer.byteLength(part + c) > LINE) {
      parts.push(part);
      part = " ";
    }
    part += c;
  }
  return [...parts, part].join("\r\n");
}
