/**
 * The list that the page searches while one types: every service, with how it sounds.
 */
import { pinyin } from "pinyin-pro";
import type { Edition } from "../../domain/edition.ts";
import { wide } from "./words.ts";

export interface ServiceEntry {
  readonly id: string;
  readonly name: string;
  /** What people call it; empty when the guide is not written yet. */
  readonly plain: string;
  readonly authority: string;
  /** The syllables of `plain` (when there is one) and `name`, one for each character, joined by blanks. */
  readonly sounds: readonly string[];
}

export function serviceIndex(edition: Edition): ServiceEntry[] {
  return [...edition.services.values()].map((service) => {
    const { id } = service;
    const name = wide(service.name);
    const authority = wide(service.authority);
    const plain = edition.guides.get(id)?.plain ?? "";
    return { id, name, plain, authority, sounds: [plain, name].filter(Boolean).map(soundsOf) };
  });
}

/** Characters without a sound stand for themselves, so that syllables and characters keep step. */
function soundsOf(text: string): string {
  return pinyin(text.toLowerCase(), { toneType: "none", type: "array", v: true }).map((s) => s.replace(/\s/g, "-") || "-").join(" ");
}
