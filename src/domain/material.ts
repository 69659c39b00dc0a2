/**
 * A material (材料): one kind of paper, described once for all guides: `knowledge/materials/<id>.yaml`.
 */
import type { Citation } from "./source.ts";

export interface Material {
  readonly id: string;
  /** Official name: 居民户口簿. */
  readonly name: string;
  /** Everyday name: 户口本. */
  readonly plain: string;
  /** Other words people use for it. */
  readonly say: readonly string[];
  /** What it is, so that somebody can find it in a drawer. */
  readonly what: string;
  /** Who issues it. */
  readonly issuer?: string;
  /** How to get it when one has none. */
  readonly get: {
    readonly how: string;
    /** The guide that obtains it. */
    readonly guide?: string;
    readonly days?: string;
    readonly cost?: string;
  };
  /** What windows reject: 过期, 复印件, 手机照片. */
  readonly rejects: readonly string[];
  /** Where an electronic licence or another paper is accepted instead, in one plain sentence. */
  readonly instead?: string;
  readonly citation?: Citation;
}

/** "户口本(居民户口簿)", or just the name where both are the same. */
export function spokenMaterial(material: Material): string {
  return material.name.includes(material.plain) ? material.plain : `${material.plain}（${material.name}）`;
}
