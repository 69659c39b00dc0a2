/**
 * Search while typing over the names of all services: characters, pinyin, initials, same-sound slips.
 * Small on purpose; what is sent is understood by the server, this only saves typing.
 */
import type { Api } from "./api.ts";

export interface ServiceEntry {
  readonly id: string;
  readonly name: string;
  /** What people call it; empty when the guide is not written yet. */
  readonly plain: string;
  readonly authority: string;
  /** The syllables of `plain` (when there is one) and `name`, one for each character ("ban hu zhao"), joined by blanks. */
  readonly sounds: readonly string[];
}

export interface Found {
  readonly entry: ServiceEntry;
  readonly score: number;
}

/** Below this a service is not shown. */
const FLOOR = 0.5;

export function loadServices(api: Pick<Api, "json">): Promise<readonly ServiceEntry[]> {
  return api.json<readonly ServiceEntry[]>("/guides/index.json");
}

export function search(all: readonly ServiceEntry[], typed: string, max: number): readonly Found[] {
  const query = fold(typed);
  if (!query) return [];
  const soundOf = soundsIn(all);
  const querySound = [...query].map((c) => soundOf.get(c) ?? c).join("");
  return all
    .map((entry) => ({ entry, score: scoreOf(entry, query, querySound) }))
    .filter((f) => f.score >= FLOOR)
    .sort((a, b) => b.score - a.score)
    .slice(0, max);
}

function scoreOf(entry: ServiceEntry, query: string, querySound: string): number {
  const texts = [entry.plain, entry.name].filter(Boolean);
  return Math.max(...texts.map((text, i) => {
    const folded = fold(text);
    const sounds = (entry.sounds[i] ?? "").split(" ");
    const initials = sounds.map((s) => s[0] ?? "").join("");
    const written = within(folded, query) * 1;
    const spelled = /[a-z]/.test(query) ? Math.max(atSyllable(sounds, query) * 0.95, within(initials, query) * (query.length >= 2 ? 0.9 : 0)) : 0;
    const heard = query.length >= 2 ? atSyllable(sounds, querySound) * 0.85 : 0;
    const loosely = query.length >= 2 ? shareOf(query, folded) * 0.8 : 0;
    return Math.max(written, spelled, heard, loosely) + (entry.plain ? 0.02 : 0);
  }), 0);
}

/** 1 at the very beginning, a little less further on, 0 when it does not stand there. */
function within(text: string, part: string): number {
  const at = text.indexOf(part);
  return at < 0 ? 0 : at === 0 ? 1 : 0.95;
}

/** As `within`, for pinyin that begins where a syllable begins: "an" is not found in "ban". */
function atSyllable(sounds: readonly string[], part: string): number {
  for (let i = 0; i < sounds.length; i++) {
    if (sounds.slice(i).join("").startsWith(part)) return i === 0 ? 1 : 0.95;
  }
  return 0;
}

/** Share of the query's characters that stand in the text in order: bears left-out and extra words. */
function shareOf(query: string, text: string): number {
  let at = 0;
  let hits = 0;
  for (const c of query) {
    const next = text.indexOf(c, at);
    if (next >= 0) { hits++; at = next + 1; }
  }
  return hits < 2 ? 0 : hits / query.length;
}

/** Words that say nothing about which service is meant. */
const FILLERS = /我想|我要|想要|怎么|如何|需要|什么|要带|请问|办理|[的了吗呢啊，。？！、\s]/g;

function fold(text: string): string {
  const lower = text.toLowerCase().replace(/[（(].*?[)）]/g, "");
  return lower.replace(FILLERS, "") || lower.trim();
}

/** Which sound each character has, learned from the names themselves: enough to hear 户照 as 护照. */
function soundsIn(all: readonly ServiceEntry[]): ReadonlyMap<string, string> {
  const known = cache.get(all);
  if (known) return known;
  const sounds = new Map<string, string>();
  for (const { plain, name, sounds: spelled } of all) {
    [plain, name].filter(Boolean).forEach((text, i) => {
      const syllables = (spelled[i] ?? "").split(" ");
      [...text.toLowerCase()].forEach((c, j) => { if (syllables[j] && !sounds.has(c)) sounds.set(c, syllables[j]!); });
    });
  }
  cache.set(all, sounds);
  return sounds;
}

const cache = new WeakMap<readonly ServiceEntry[], ReadonlyMap<string, string>>();
