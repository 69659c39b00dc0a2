/** 核对: what must be read again, and one click that notes it was. */
import { describe, expect, it } from "vitest";
import { sourcesByAge } from "../../src/curation/freshness.ts";
import { readKnowledge } from "../../src/knowledge/read.ts";
import { guideFile, projectWith } from "../support/fixture.ts";
import { testCuration } from "../support/curation.ts";
import { member } from "./staffSupport.ts";
import { NOW, surface, understand } from "./surface.ts";

const DAY = 86_400_000;
const SOURCE = "knowledge/sources/law.yaml";
const files = {
  [SOURCE]: "id: law\ntitle: 示范法\n# 网上有\nverified: {on: 2026-11-01, how: original}\n",
  "knowledge/sources/rule.yaml": "id: rule\ntitle: 没人看过的办法\nverified: {how: expertise}\n",
  "knowledge/sources/old.yaml": "id: old\ntitle: 老办法\nverified: {on: 2023-01-01, how: secondary}\n",
  "knowledge/guides/other.yaml": guideFile("other", "").replaceAll("law", "old").replace("示范事项", "另一件事"),
};

async function house(now = NOW) {
  const curation = testCuration({ root: projectWith(files), understand, clock: () => now });
  const at = await surface({ curation, assistant: { clock: () => now } });
  return { at, curation, wang: await member(at, ["curator"], "wang") };
}

describe("sources", () => {
  it("stand in the order of what must be read first, each with the guides on it and how they stand", () => {
    const due = sourcesByAge(readKnowledge(projectWith(files)).edition, "2026-11-24");
    expect(due.map((d) => [d.source.id, d.age, d.guides.map((g) => `${g.id} ${g.state}`)])).toEqual([
      ["rule", null, []], ["old", 1423, ["other too-old"]], ["law", 23, ["demo fresh"]],
    ]);
  });
});

describe("the page", () => {
  it("lists what is due, also of a guide that citizens are not given any more", async () => {
    const { wang } = await house();
    const { body } = await wang.get("/curation/freshness");
    for (const words of ["老办法", "1423 天前，看了转述", "另一件事<b class=\"amiss\">（已停用：太久没核对）</b>"]) expect(body, words).toContain(words);
    expect(body).not.toContain("示范法");
    expect((await wang.get("/curation/freshness?view=never")).body).toContain("没人看过的办法");
    expect((await wang.get("/curation/freshness?view=all&page=x")).body).toContain("示范法");
    expect((await house(NOW + 400 * DAY).then(({ wang: later }) => later.get("/curation/freshness"))).body).toContain("示范法");
  });

  it("notes with one click that a source was read, today, how and by whom, in a draft of its own", async () => {
    const { at, wang, curation } = await house();
    expect((await wang.post("/curation/freshness/law", { how: "original", view: "all", page: "1" })).headers.get("location")).toMatch(/^\/curation\/freshness\?view=all&page=1&said=/);
    await wang.post("/curation/freshness/old", { how: "original" });
    const [draft, ...others] = await curation.drafts.all();
    expect(others).toEqual([]);
    expect((await curation.drafts.text(draft!, SOURCE)).text).toBe("id: law\ntitle: 示范法\n# 网上有\nverified: {on: 2026-11-24, how: original}\n");
    expect(draft!.files[SOURCE]!.by.name).toBe("工作人员wang");
    expect((await at.office.store.audit({ limit: 10, action: "draft.change" })).map((e) => e.detail)).toEqual(["老办法：看了原文", "示范法：看了原文"]);
    expect((await wang.get("/curation/freshness")).body).toContain("工作人员wang改了，在草稿里");
  });

  it("is read by supervisors, changed by curators; what makes no sense is refused", async () => {
    const { at, wang } = await house();
    const zhao = await member(at, ["supervisor"], "zhao");
    expect((await zhao.get("/curation/freshness")).body).not.toContain("还对</button>");
    expect((await zhao.post("/curation/freshness/law", { how: "original" })).status).toBe(403);
    expect((await wang.post("/curation/freshness/law", { how: "expertise" })).status).toBe(422);
    expect((await wang.post("/curation/freshness/nothing", { how: "original" })).status).toBe(404);
  });
});
