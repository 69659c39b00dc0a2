import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { readKept } from "../../../src/knowledge/cache.ts";
import { readKnowledge } from "../../../src/knowledge/read.ts";
import { guideFile, projectWith } from "../../support/fixture.ts";

describe("the kept edition", () => {
  it("is the edition that reading gives, also the second time", () => {
    const root = projectWith();
    const read = readKnowledge(root);
    expect(readKept(root, "code").edition).toEqual(read.edition);
    expect(JSON.parse(JSON.stringify([...readKept(root, "code").edition.guides]))).toEqual(JSON.parse(JSON.stringify([...read.edition.guides])));
  });
  it("is read anew when a file or the reading code changes", () => {
    const root = projectWith();
    const first = readKept(root, "code").edition.id;
    writeFileSync(join(root, "knowledge/guides/demo.yaml"), guideFile("demo", "materials:\n  - {paper: form, holder: applicant, shown: 1, because: 登记, source: law}\n"));
    const second = readKept(root, "code").edition;
    expect(second.id).not.toBe(first);
    expect(second.guides.get("demo")!.materials[0]!.anyOf[0]!.papers[0]!.paper).toBe("form");
  });
  it("keeps what was wrong with a file, too", () => {
    const root = projectWith({ "knowledge/guides/other.yaml": "\tid: other\n" });
    expect(readKept(root, "code").findings).toHaveLength(readKnowledge(root).findings.length);
    expect(readKept(root, "code").findings.length).toBeGreaterThan(0);
  });
  it("is not trusted when it cannot be read", () => {
    const root = projectWith();
    mkdirSync(join(root, "dist"), { recursive: true });
    writeFileSync(join(root, "dist/edition.json"), "{ not json");
    expect(readKept(root, "code").edition.guides.has("demo")).toBe(true);
  });
});
