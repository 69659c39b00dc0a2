/**
 * How the edition in force does on labelled questions, once a day and at once when it changes: on those of our curators
 * it is asked as people ask it; on the program's own, what training noted about the half its model had not seen.
 */
import type { LiveEdition } from "../assistant/ports.ts";
import { dayInChina } from "../domain/days.ts";
import { report, scoreAll, type LabelledQuestion, type Report, type Scored } from "../matching/evaluate.ts";
import { labelledQuestions } from "./labels.ts";
import type { Library } from "./library.ts";
import type { LiveEditions } from "./live.ts";
import { get, list, write, type Graded, type MeasureRecord } from "./records.ts";

export interface AccuracyOptions {
  readonly library: Library;
  readonly live: Pick<LiveEditions, "inForce">;
  readonly clock: () => number;
}

/**
 * Measures what is in force, unless that was done today, here or on another node.
 * @returns whether it was
 */
export async function measureToday({ library, live, clock }: AccuracyOptions): Promise<boolean> {
  const now = clock();
  const { inForce } = live;
  const { id: edition } = inForce.edition;
  const day = dayInChina(now);
  const id = `${day}.${edition}`;
  const { store } = library;
  if (await get(store, "measure", id)) return false;
  const record: MeasureRecord = {
    day, edition, title: (await library.record(edition))?.title ?? "随程序发布的版本",
    own: await grade(await labelledQuestions(store), inForce, now), unseen: unseenIn(await library.report(edition)), at: now,
  };
  return await store.commit([write("measure", id, 0, record)], [], now) === "stored";
}

/** Every measure from that day on, in order. */
export async function measures({ store }: Pick<Library, "store">, from: string): Promise<readonly MeasureRecord[]> {
  return (await list(store, "measure")).map((k) => k.record).filter((m) => m.day >= from).sort((a, b) => a.at - b.at);
}

/** A question at a time, so that those who are talking are answered in between. */
export async function grade(questions: readonly LabelledQuestion[], { understand }: LiveEdition, now: number): Promise<Graded> {
  const scored: Scored[] = [];
  for (const question of questions) {
    scored.push(...scoreAll([question], (query) => understand(query, now).match));
    await new Promise(setImmediate);
  }
  return gradedOf(report(scored));
}

function gradedOf({ strict, top3, falseAnswers }: Pick<Report, "strict" | "top3" | "falseAnswers">): Graded {
  const counted = ({ part, of }: Report["strict"]): Graded["strict"] => ({ part, of });
  return { strict: counted(strict), top3: counted(top3), falseAnswers: counted(falseAnswers) };
}

function unseenIn(noted: string | null): Graded | null {
  return noted === null ? null : gradedOf(JSON.parse(noted) as Report);
}
