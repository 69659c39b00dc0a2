/**
 * Search while typing over names: characters, pinyin, initials, same-sound slips.
 * Small on purpose; what is sent is understood by the server, this only saves typing. The server has folded the names
 * and says what to leave out of what is typed.
 */
import type { RegionEntry, Searchable, SearchIndex, SearchKey, ServiceEntry } from "../../domain/searchIndex.ts";
import type { Api } from "./api.ts";

export interface Found<T> {
  readonly entry: T;
  readonly score: number;
}

/** Below this an entry is not shown. */
const FLOOR = 0.5;

export const loadServices = (api: Pick<Api, "json">): Promise<SearchIndex<ServiceEntry>> => api.json("/guides/index.json");
export const loadRegions = (api: Pick<Api, "json">): Promise<SearchIndex<RegionEntry>> => api.json("/regions.json");

export function search<T extends Searchable>(index: SearchIndex<T>, typed: string, max: number): readonly Found<T>[] {
  const lower = typed.toLowerCase();
  const query = lower.replace(new RegExp(index.ignored, "g"), "") || lower.trim();
  if (!query) return [];
  const soundOf = soundsIn(index);
  const querySound = [...query].map((c) => soundOf.get(c) ?? c).join("");
  return index.entries
    .map((entry) => ({ entry, score: Math.max(...entry.keys.map((k) => scoreOf(k, query, querySound))) + (entry.first ? 0.02 : 0) }))
    .filter((f) => f.score >= FLOOR)
    .sort((a, b) => b.score - a.score)
    .slice(0, max);
}

function scoreOf({ text, sounds: spelling }: SearchKey, query: string, querySound: string): number {
  const sounds = spelling.split(" ");
  const initials = sounds.map((s) => s[0] ?? "").join("");
  const written = within(text, query);
  const spelled = /[a-z]/.test(query) ? Math.max(atSyllable(sounds, query) * 0.95, within(initials, query) * (query.length >= 2 ? 0.9 : 0)) : 0;
  const heard = query.length >= 2 ? atSyllable(sounds, querySound) * 0.85 : 0;
  const loosely = query.length >= 2 ? shareOf(query, text) * 0.8 : 0;
  return Math.max(written, spelled, heard, loosely);
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

/** Which sound each character has, learned from the names themselves: enough to hear 户照 as 护照. */
function soundsIn(index: SearchIndex<Searchable>): ReadonlyMap<string, string> {
  const known = cache.get(index);
  if (known) return known;
  const sounds = new Map<string, string>();
  for (const { keys } of index.entries) {
    for (const { text, sounds: spelling } of keys) {
      const syllables = spelling.split(" ");
      [...text].forEach((c, i) => { if (syllables[i] && !sounds.has(c)) sounds.set(c, syllables[i]!); });
    }
  }
  cache.set(index, sounds);
  return sounds;
}

const cache = new WeakMap<SearchIndex<Searchable>, ReadonlyMap<string, string>>();
