/** Every shipped guide goes out in each format and comes back the same. */
import { cpSync, mkdirSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import type { Edition } from "../../../src/domain/edition.ts";
import { KINDS, readBundle, SCHEMAS, select, type Bundle } from "../../../src/knowledge/exchange/bundle.ts";
import { exportBundle, type Format } from "../../../src/knowledge/exchange/exportBundle.ts";
import { readExchange } from "../../../src/knowledge/exchange/openFile.ts";
import { planImport } from "../../../src/knowledge/exchange/plan.ts";
import { writeFiles } from "../../../src/knowledge/exchange/writeFiles.ts";
import { readKnowledge } from "../../../src/knowledge/read.ts";
import { freshFolder } from "../../support/folder.ts";
import { edition, ROOT } from "../../support/knowledge.ts";

const { bundle } = readBundle(ROOT);

/** A project that knows the services and nothing about them. */
function emptyProject(): string {
  const root = freshFolder();
  mkdirSync(join(root, "knowledge"));
  cpSync(join(ROOT, "knowledge/catalogue.yaml"), join(root, "knowledge/catalogue.yaml"));
  return root;
}

/** Brings a bundle into an empty project by way of a file. */
async function broughtIn(content: Bundle, format: Format): Promise<Edition> {
  const intake = await readExchange(`in.${format}`, await exportBundle(content, format));
  const root = emptyProject();
  const plan = planImport(root, intake);
  expect(plan.problems).toEqual([]);
  expect(plan.changes.filter((c) => c.blocked !== undefined)).toEqual([]);
  writeFiles(root, plan.files);
  return readKnowledge(root).edition;
}

function expectSame(back: Edition, sent: Bundle): void {
  for (const kind of ["guides", "materials", "sources"] as const) {
    expect([...back[kind].keys()]).toEqual(sent[kind].map((e) => e.id));
    for (const { id } of sent[kind]) expect(back[kind].get(id), id).toEqual(edition[kind].get(id));
  }
  for (const { id } of sent.guides) expect(back.guides.get(id)!.roles.map((r) => r.id)).toEqual(edition.guides.get(id)!.roles.map((r) => r.id));
}

/** Reading the whole knowledge several times takes a while on a busy machine. */
const LONG = 240_000;

describe("export, then import into an empty project", () => {
  it("a workbook: every guide, material and source, nothing lost and in order", async () => {
    expectSame(await broughtIn(bundle, "xlsx"), bundle);
  }, LONG);

  it.each(["yaml", "json"] as const)("a %s document: the same entries as the authors' files hold", async (format) => {
    const { entries, problems } = await readExchange(`in.${format}`, await exportBundle(bundle, format));
    expect(problems).toEqual([]);
    for (const kind of KINDS) expect(entries.filter((e) => e.kind === kind).map((e) => SCHEMAS[kind].parse(e.data))).toEqual(bundle[kind]);
  }, LONG);

  it.each(["yaml", "json"] as const)("a %s document: every tenth guide with what it stands on", async (format) => {
    const some = select(bundle, bundle.guides.filter((_, i) => i % 10 === 0).map((g) => g.id));
    expectSame(await broughtIn(some, format), some);
  }, LONG);

  it("finds nothing to change where it came from", async () => {
    const some = select(bundle, ["passport-first", "retirement-apply", "divorce-register"]);
    const plan = planImport(ROOT, await readExchange("some.xlsx", await exportBundle(some, "xlsx")));
    expect(plan.changes).toEqual([]);
    expect(plan.files).toEqual([]);
    expect(plan.same).toBe(KINDS.reduce((n, kind) => n + some[kind].length, 0));
  }, LONG);
});

describe("a selection", () => {
  it("holds what its guides stand on and no more", () => {
    const one = select(bundle, ["passport-first"]);
    expect(one.guides.map((g) => g.id)).toEqual(["passport-first"]);
    expect(one.situations.map((s) => s.id)).toContain("applicant.age");
    expect(one.materials.map((m) => m.id)).toEqual(expect.arrayContaining(["id-card", "passport", "guardian-entrust-letter"]));
    expect(one.sources.map((s) => s.id)).toEqual(expect.arrayContaining(["passport-law", "civil-code", "id-card-law"]));
    expect(one.materials.length).toBeLessThan(bundle.materials.length);
  });
});
