/** The shipped journeys and the list of regions are whole: every reference leads somewhere, every name is one place. */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";
import { describe, expect, it } from "vitest";
import type { z } from "zod";
import { catalogueFile, journeyFile, regionsFile } from "../../../src/knowledge/schema.ts";
import { ROOT } from "../../support/root.ts";

const read = <T extends z.ZodType>(path: string, schema: T): z.output<T> => schema.parse(parse(readFileSync(join(ROOT, path), "utf8")));
const repeated = (list: readonly string[]): string[] => list.filter((v, i) => list.indexOf(v) !== i);

describe("journeys", () => {
  const services = new Set(read("knowledge/catalogue.yaml", catalogueFile).map((s) => s.id));
  const files = readdirSync(join(ROOT, "knowledge/journeys"));
  const journeys = files.map((name) => ({ file: name, ...read(`knowledge/journeys/${name}`, journeyFile) }));

  it.each(journeys)("$id: services of the catalogue, each after what it needs", ({ file, id, steps, utterances }) => {
    expect(file).toBe(`${id}.yaml`);
    const guides = steps.map((s) => s.guide);
    expect(guides.filter((g) => !services.has(g))).toEqual([]);
    expect(repeated(guides)).toEqual([]);
    steps.forEach((s, i) => expect(guides.slice(0, i)).toEqual(expect.arrayContaining(s.after)));
    expect(utterances.length).toBeGreaterThanOrEqual(12);
  });

  it("no way of asking belongs to two of them", () => expect(repeated(journeys.flatMap((j) => j.utterances))).toEqual([]));
  it("are written with full-width punctuation", () => {
    const texts = journeys.flatMap((j) => [j.say, ...j.utterances, ...j.steps.map((s) => s.note ?? "")]);
    expect(texts.filter((t) => /[,;:!?()]/.test(t))).toEqual([]);
  });
});

describe("regions", () => {
  const regions = read("knowledge/regions.yaml", regionsFile);

  it("covers every province and far more than three hundred cities", () => {
    expect(regions.filter((r) => r.adcode.endsWith("0000")).length).toBe(34);
    expect(regions.filter((r) => /^\d{4}00$/.test(r.adcode) && !r.adcode.endsWith("0000")).length).toBe(333);
  });
  it("has codes of the right shape, each once, each below a province of the list", () => {
    const codes = new Set(regions.map((r) => r.adcode));
    expect(codes.size).toBe(regions.length);
    for (const { adcode, name } of regions) {
      expect(adcode, name).toMatch(/^[1-8]\d{5}$/);
      expect(codes.has(`${adcode.slice(0, 2)}0000`), name).toBe(true);
    }
  });
  it("has area codes as they are dialled: 010 and 02x, else four digits; none for a province", () => {
    const municipalities = new Set(["110000", "120000", "310000", "500000"]);
    for (const { adcode, name, areaCode } of regions) {
      if (areaCode !== undefined) expect(areaCode, name).toMatch(/^0(?:10|2[0-9]|[3-9]\d{2})$/);
      if (adcode.endsWith("0000")) expect(areaCode !== undefined, name).toBe(municipalities.has(adcode));
    }
  });
  it("leaves out few area codes", () => {
    expect(regions.filter((r) => r.areaCode === undefined && !r.adcode.endsWith("0000") && !r.adcode.startsWith("659")).map((r) => r.name)).toEqual(["鄂州市"]);
  });
  it("gives every name and short name to one place only", () => expect(repeated(regions.flatMap((r) => [r.name, ...r.aliases]))).toEqual([]));
  it.each([["330100", "杭州", "0571"], ["310000", "沪", "021"], ["440300", "深圳", "0755"], ["220200", "吉林市", "0432"], ["632500", "海南州", "0974"]])("%s is %s, dialled %s", (adcode, called, areaCode) => {
    const region = regions.find((r) => r.adcode === adcode)!;
    expect([region.name, ...region.aliases]).toContain(called);
    expect(region.areaCode).toBe(areaCode);
  });
});
