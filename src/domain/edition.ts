/**
 * An edition (版本): all knowledge that one conversation runs on, checked and immutable.
 */
import type { Guide } from "./guide.ts";
import type { Journey } from "./journey.ts";
import type { Material } from "./material.ts";
import type { RegionPack } from "./regionPack.ts";
import type { Source } from "./source.ts";

/** A service of the catalogue that is recognised though its guide is not written yet. */
export interface Service {
  readonly id: string;
  readonly name: string;
  readonly audience: string;
  readonly authority: string;
  /** Its guide is withdrawn for now; this is said instead (domain/notice.ts). */
  readonly withdrawn?: string;
}

/** A one-line pointer to what is outside the catalogue: `intents/referrals/<id>.yaml`. */
export interface Referral {
  readonly id: string;
  readonly name: string;
  readonly say: string;
}

/** What is said to a bot that is no service question: `intents/talk/<act>.yaml`. */
export interface TalkAct {
  readonly id: string;
  readonly name: string;
  readonly say: readonly string[];
  /** The service that may be the next step, offered beside what is said. */
  readonly offer?: string;
}

/** A place a person may choose: adcode, name, area code, the 12345 line as dialled there. */
export interface Region {
  readonly adcode: string;
  readonly name: string;
  readonly areaCode?: string;
}

export interface Edition {
  /** Content hash: same id, same answers. */
  readonly id: string;
  readonly services: ReadonlyMap<string, Service>;
  readonly guides: ReadonlyMap<string, Guide>;
  readonly materials: ReadonlyMap<string, Material>;
  readonly sources: ReadonlyMap<string, Source>;
  readonly journeys: ReadonlyMap<string, Journey>;
  readonly referrals: ReadonlyMap<string, Referral>;
  readonly talk: ReadonlyMap<string, TalkAct>;
  readonly regions: ReadonlyMap<string, Region>;
  /** What single places have loaded, by adcode. */
  readonly packs: ReadonlyMap<string, RegionPack>;
}

export function serviceName(edition: Edition, id: string): string {
  return edition.guides.get(id)?.name ?? edition.services.get(id)?.name ?? id;
}
