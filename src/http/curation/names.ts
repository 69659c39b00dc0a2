/** Files of an edition as people call them. */
import { serviceName, type Edition } from "../../domain/edition.ts";

const ONES: Readonly<Record<string, string>> = {
  "knowledge/catalogue.yaml": "事项目录", "knowledge/situations.yaml": "共用情形", "knowledge/regions.yaml": "地区", "intents/synonyms.yaml": "同义词", "intents/vague.yaml": "太笼统的问法",
  "intents/strangers.yaml": "不归我们的问法", "intents/answers.yaml": "回答提问的话", "intents/fillers.yaml": "客套话", "intents/dictionary.txt": "分词词典",
};

export function fileName(edition: Edition | null, path: string): string {
  const [, kind, id] = /^(?:knowledge|intents)\/([a-z]+)\/([^/]+)\.yaml$/.exec(path) ?? [];
  if (kind === undefined || id === undefined) return ONES[path] ?? path;
  const isIntent = path.startsWith("intents/");
  switch (kind) {
    case "guides": return `${isIntent ? "问法" : "指南"}：${edition ? serviceName(edition, id) : id}`;
    case "materials": return `材料：${edition?.materials.get(id)?.plain ?? id}`;
    case "sources": return `出处：${edition?.sources.get(id)?.title ?? id}`;
    case "journeys": return `一件事：${edition?.journeys.get(id)?.name ?? id}`;
    case "regions": return `地区：${edition?.regions.get(id)?.name ?? id}`;
    case "referrals": return `指路：${edition?.referrals.get(id)?.name ?? id}`;
    case "talk": return `闲话：${edition?.talk.get(id)?.name ?? id}`;
    case "aspects": return `问的是哪一点：${id}`;
    default: return path;
  }
}

/** Where a file of a draft is edited. */
export function fileAt(draft: string, path: string): string {
  return `/curation/drafts/${draft}/file?path=${encodeURIComponent(path)}`;
}
