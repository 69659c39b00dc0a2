/** A small project folder with knowledge of its own, for tests that need wrong files or rules with dates. */
import { mkdirSync, mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";

const BASE: Readonly<Record<string, string>> = {
  "knowledge/catalogue.yaml": "- {id: demo, name: 示范事项, audience: 个人, authority: 示范局}\n- {id: other, name: 另一件事, audience: 个人, authority: 示范局}\n",
  "knowledge/situations.yaml": "[]\n",
  "knowledge/sources/law.yaml": "id: law\ntitle: 示范法\nverified: {on: 2026-11-01, how: original}\n",
  "knowledge/materials/card.yaml": "id: card\nname: 示范证\nplain: 示范证\nwhat: 一张卡\nget: {how: 到示范局领}\n",
  "knowledge/materials/form.yaml": "id: form\nname: 示范表\nplain: 示范表\nwhat: 一张表\nget: {how: 到示范局领, guide: other}\n",
  "knowledge/guides/demo.yaml": guideFile("demo", "materials:\n  - {paper: card, holder: applicant, shown: 1, because: 证明身份, source: law 第一条}\n"),
};

/** A guide with one line of every kind that a walk needs; `rest` is appended as it stands. */
export function guideFile(id: string, rest: string): string {
  return [
    `id: ${id}`, "name: 示范事项", "plain: 办示范证", "tier: exact", "audience: 个人", "authority: 示范局", "summary: 示范用。",
    "roles:", "  applicant: {label: 本人}",
    "places:", "  - {text: 到示范局办。, source: law 第二条}",
    "fees:", "  - {item: 工本费, amount: 0, source: law 第三条}", rest,
  ].join("\n");
}

/** @param files path → content, over the base files; @returns the folder */
export function projectWith(files: Readonly<Record<string, string>> = {}): string {
  const root = mkdtempSync(join(tmpdir(), "yicitong-fixture-"));
  for (const [path, content] of Object.entries({ ...BASE, ...files })) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), content);
  }
  return root;
}
