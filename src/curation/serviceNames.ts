/** Services and places by what people of the desk call them: an id, the official name, or the everyday one. */
import { serviceName, type Edition } from "../domain/edition.ts";

const MOST_NEAR = 5;
/** Names less alike are not meant. */
const ALIKE = 0.25;

/** @returns the id; null when nothing, or more than one service, is called so */
export function serviceCalled({ services, guides }: Edition, typed: string): string | null {
  const wanted = bare(typed);
  if (services.has(typed)) return typed;
  const called = [...services.values()].filter((s) => [s.name, guides.get(s.id)?.name, guides.get(s.id)?.plain].some((n) => n !== undefined && bare(n) === wanted));
  return called.length === 1 ? called[0]!.id : null;
}

/** The adcode of a place: that, or its name where only one place has it. @returns null otherwise */
export function regionCalled({ regions }: Edition, typed: string): string | null {
  if (regions.has(typed)) return typed;
  const called = [...regions.values()].filter((r) => r.name === typed);
  return called.length === 1 ? called[0]!.adcode : null;
}

/** What to say when nothing is called so: with what it may have been. */
export function noSuchService(edition: Edition, typed: string): string {
  const near = nearServices(edition, typed);
  return `没有叫“${typed.slice(0, 60)}”的事项。${near.length > 0 ? `是不是：${near.map((id) => serviceName(edition, id)).join("、")}？` : ""}`;
}

function nearServices({ services, guides }: Edition, typed: string): readonly string[] {
  const wanted = pairs(bare(typed));
  // Of what both say: else the longest names would be like everything.
  const alike = (text: string): number => {
    const own = pairs(bare(text));
    const shared = [...own].filter((p) => wanted.has(p)).length;
    return shared === 0 ? 0 : 2 * shared / (own.size + wanted.size);
  };
  return [...services.values()].map((s) => ({ id: s.id, like: Math.max(...[s.name, guides.get(s.id)?.plain ?? ""].map(alike)) }))
    .filter((s) => s.like >= ALIKE).sort((a, b) => b.like - a.like || (a.id < b.id ? -1 : 1)).slice(0, MOST_NEAR).map((s) => s.id);
}

const bare = (text: string): string => text.normalize("NFKC").toLowerCase().replace(/[\s\p{P}]/gu, "");

function pairs(text: string): ReadonlySet<string> {
  const letters = [...text];
  return new Set(letters.slice(1).map((c, i) => letters[i]! + c));
}
