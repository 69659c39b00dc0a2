/** The lists that the page searches while one types: services and regions, folded, with how they sound. */
import { pinyin } from "pinyin-pro";
import type { CannedWording, WordingEntry } from "../../domain/desk.ts";
import type { Edition } from "../../domain/edition.ts";
import type { RegionEntry, SearchIndex, SearchKey, ServiceEntry } from "../../domain/searchIndex.ts";
import { wide } from "./words.ts";

/** Words that say nothing about which service is meant. */
const FILLERS = "我想|我要|想要|怎么|如何|需要|什么|要带|请问|办理|[的了吗呢啊，。？！、\\s]";

export function serviceIndex(edition: Edition): SearchIndex<ServiceEntry> {
  const entries = [...edition.services.values()].map((service): ServiceEntry => {
    const { id } = service;
    const name = wide(service.name);
    const plain = edition.guides.get(id)?.plain ?? "";
    return { id, name, plain, authority: wide(service.authority), keys: [plain, name].filter(Boolean).map(keyOf), ...(plain ? { first: true } : {}) };
  });
  return { ignored: FILLERS, entries };
}

export function regionIndex(edition: Edition): SearchIndex<RegionEntry> {
  const entries = [...edition.regions.values()].map(({ adcode, name }): RegionEntry => ({ adcode, name, keys: [keyOf(name)] }));
  return { ignored: "\\s", entries };
}

/** Canned wording, found by its title, its words, or how either sounds. */
export function wordingIndex(wordings: readonly CannedWording[]): SearchIndex<WordingEntry> {
  return { ignored: "\\s", entries: wordings.map((w): WordingEntry => ({ ...w, keys: [keyOf(w.title), keyOf(w.text)] })) };
}

function keyOf(written: string): SearchKey {
  const lower = written.toLowerCase().replace(/[（(].*?[)）]/g, "");
  const text = lower.replace(new RegExp(FILLERS, "g"), "") || lower.trim();
  return { text, sounds: soundsOf(text) };
}

/** Characters without a sound stand for themselves, so that syllables and characters keep step. */
function soundsOf(text: string): string {
  return pinyin(text, { toneType: "none", type: "array", v: true }).map((s) => s.replace(/\s/g, "-") || "-").join(" ");
}
