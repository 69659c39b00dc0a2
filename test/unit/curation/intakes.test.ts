/** What a file would change is kept only as long as somebody may take it in. */
import { expect, it } from "vitest";
import { get } from "../../../src/curation/records.ts";
import { MemoryCuration } from "../../../src/storage/curation/memory.ts";
import { testCuration } from "../../support/curation.ts";
import { projectWith } from "../../support/fixture.ts";
import { said } from "../../support/said.ts";

const WANG = { id: "w", name: "王芳" };

it("the plan goes with its file: when it is taken in, dropped, or replaced by a newer one", async () => {
  let now = 1_764_000_000_000;
  const store = new MemoryCuration();
  const { drafts, intakes, jobs, library, proofs } = testCuration({ root: projectWith(), understand: (text) => said(text), clock: () => now++, store });
  const draft = await drafts.create(WANG, "收费");
  const out = Buffer.from(await jobs.exportEdition(await library.folderFor(await proofs.manifest(draft), null), "yaml", [])).toString("utf8");
  const stage = async (name: string): Promise<{ id: string; plan: string }> => {
    expect(await intakes.stage(WANG, draft.id, "x.yaml", Buffer.from(out.replace("name: 示范证", `name: ${name}`)))).toBeNull();
    return (await get(store, "intake", draft.id))!.record;
  };
  const isKept = async (plan: string): Promise<boolean> => await store.blob(plan) !== null;

  const first = await stage("甲证");
  const second = await stage("乙证");
  expect([await isKept(first.plan), await isKept(second.plan)]).toEqual([false, true]);
  expect((await intakes.take(WANG, draft.id, second.id)).outcome).toBe("saved");
  expect(await isKept(second.plan)).toBe(false);
  const third = await stage("丙证");
  await intakes.drop(draft.id, third.id);
  expect(await isKept(third.plan)).toBe(false);
  // What was taken in stands in the draft, and what was not does not.
  expect((await drafts.text((await drafts.get(draft.id))!.record, "knowledge/materials/card.yaml")).text).toContain("乙证");
});
