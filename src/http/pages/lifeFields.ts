/** Which part of life a service belongs to: how people look for it, where the authority is how offices do. */
import type { Service } from "../../domain/edition.ts";

interface LifeField {
  readonly title: string;
  /** Beginnings of the ids that belong here. */
  readonly ids: readonly string[];
}

/** In the order of the directory; the first that fits counts. */
const LIFE_FIELDS: readonly LifeField[] = [
  { title: "身份证和户口", ids: ["id-card", "household", "residence-permit", "rental-house-register", "criminal-record"] },
  { title: "出国出境", ids: ["passport", "hk-macau", "taiwan", "exit-entry", "hmt-", "foreigner", "consulate"] },
  { title: "结婚和孩子", ids: ["marriage", "divorce", "adoption", "birth", "childcare", "family-planning", "vaccination", "maternity"] },
  { title: "上学和学历", ids: ["school", "student", "degree", "teacher", "graduate"] },
  { title: "工作和失业", ids: ["unemployment", "employment", "startup", "skill", "work-injury", "labour", "talent", "personnel", "professional", "social-insurance", "social-card", "bid-"] },
  { title: "退休养老", ids: ["retirement", "pension", "rural-pension", "private-pension", "survivor", "elderly", "senior", "long-term-care"] },
  { title: "看病和医保", ids: ["medical", "health-cert"] },
  { title: "公积金", ids: ["hpf-"] },
  { title: "房和地", ids: ["property", "rural-house", "land-contract", "housing", "public-housing", "water-electric"] },
  { title: "车和驾照", ids: ["driver", "vehicle", "ebike", "ride-hailing", "oversize"] },
  { title: "开店办企业", ids: ["individual-business", "company", "business", "annual-report", "food-business", "public-place", "fire-safety", "special-industry", "drug-retail", "tobacco", "road-transport", "trademark", "patent", "seal-"] },
  { title: "税和信用", ids: ["iit", "tax", "invoice", "credit"] },
  { title: "困难、残疾和军人", ids: ["subsistence", "extreme", "temporary-relief", "disability", "orphan", "veteran", "military", "conscription"] },
  { title: "家人去世", ids: ["death", "after-death"] },
  { title: "维权和公证", ids: ["legal", "notary", "letters", "government-info", "administrative"] },
  { title: "农林和动物", ids: ["plant", "farm", "seed", "animal", "pet", "dog"] },
];

const OTHER = "其他";

export interface FieldOfServices {
  readonly title: string;
  readonly services: readonly Service[];
}

export function byLifeField(services: readonly Service[]): FieldOfServices[] {
  return group(services, (s) => fieldOf(s.id), [...LIFE_FIELDS.map((f) => f.title), OTHER]);
}

/** By the authority that comes first: "公安(交管);商务" stands under 公安. */
export function byAuthority(services: readonly Service[]): FieldOfServices[] {
  const first = (s: Service): string => s.authority.split(/[;；、/(（]/)[0]!.trim() || OTHER;
  const titles = [...new Set(services.map(first))];
  return group(services, first, titles).sort((a, b) => b.services.length - a.services.length);
}

function fieldOf(id: string): string {
  return LIFE_FIELDS.find((f) => f.ids.some((begin) => id.startsWith(begin)))?.title ?? OTHER;
}

function group(services: readonly Service[], titleOf: (s: Service) => string, order: readonly string[]): FieldOfServices[] {
  return order
    .map((title) => ({ title, services: services.filter((s) => titleOf(s) === title) }))
    .filter((f) => f.services.length > 0);
}
