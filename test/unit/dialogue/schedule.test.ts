/** Several services in one trip: their order, their days, their counters, and a card that stays readable. */
import { describe, expect, it } from "vitest";
import { planOf } from "../../../src/dialogue/plan.ts";
import { schedule, type Part } from "../../../src/dialogue/schedule.ts";
import { mergeItems, buildChecklist } from "../../../src/domain/checklist.ts";
import { readKnowledge } from "../../../src/knowledge/read.ts";
import { Talk } from "../../support/conversation.ts";
import { guideFile, projectWith } from "../../support/fixture.ts";

const DAY = "2026-11-24";
const NOW = Date.parse(`${DAY}T12:00:00+08:00`);

interface Made { readonly gives?: string; readonly needs: string; readonly times?: string; readonly authority?: string; readonly online?: string }

function world(guides: Readonly<Record<string, Made>>) {
  const catalogue = Object.keys(guides).map((id) => `- {id: ${id}, name: 事项${id}, audience: 个人, authority: 示范局}`).join("\n");
  const files = Object.entries(guides).map(([id, g]) => [`knowledge/guides/${id}.yaml`, guideFile(id, [
    ...(g.times ? ["times:", `  - {kind: promised, text: ${g.times}, source: law 第四条}`] : []),
    ...(g.online ? ["online:", `  - {depth: ${g.online}, text: 网上办, source: law 第四条}`] : []),
    "materials:", `  - {paper: ${g.needs}, holder: applicant, shown: 1, because: 要, source: law 第一条}`,
    ...(g.gives ? [`gives: [${g.gives}]`] : []), "",
  ].join("\n")).replace("name: 示范事项", `name: 事项${id}`).replace("plain: 办示范证", `plain: 办${id}`).replace("authority: 示范局", `authority: ${g.authority ?? "示范局"}`)]);
  const { edition } = readKnowledge(projectWith({
    ...Object.fromEntries(files), "knowledge/catalogue.yaml": `${catalogue}\n- {id: demo, name: 示范事项, audience: 个人, authority: 示范局}\n- {id: other, name: 另一件事, audience: 个人, authority: 示范局}\n`,
    "knowledge/materials/slip.yaml": "id: slip\nname: 示范回执\nplain: 示范回执\nwhat: 一张纸\nget: {how: 到示范局领}\n",
  }));
  const parts = (...ids: string[]): Part[] => ids.map((id) => ({ guide: edition.guides.get(id)!, facts: {} }));
  const items = (...ids: string[]) => mergeItems(parts(...ids).flatMap((p) => buildChecklist(edition, p.guide, {}, DAY).items));
  const planned = (...ids: string[]) => {
    const talk = new Talk(edition, NOW);
    talk.click(`guide:${ids[0]!}`);
    for (const id of ids.slice(1)) talk.click(`add:${id}`);
    return planOf(edition, talk.state, DAY);
  };
  const scheduled = (...ids: string[]) => schedule(parts(...ids), items(...ids), DAY).map((s) => [s.guide.id, s.start, s.finish?.day ?? null]);
  return { edition, scheduled, planned };
}

describe("the order of doing", () => {
  it("puts what gives a paper before what needs it, and starts that when the paper is there", () => {
    const { scheduled } = world({ a: { needs: "card", times: "三天, days: 3, unit: working" }, b: { needs: "slip", gives: "card", times: "五天, days: 5, unit: working" } });
    expect(scheduled("a", "b")).toEqual([["b", "2026-11-24", "2026-12-01"], ["a", "2026-12-01", "2026-12-04"]]);
  });
  it("waits for the last of several", () => {
    const { scheduled } = world({
      a: { needs: "card", times: "一天, days: 1, unit: working" }, b: { needs: "slip", gives: "card", times: "两天, days: 2, unit: working" },
      c: { needs: "slip", gives: "card", times: "十天, days: 10, unit: calendar" },
    });
    expect(scheduled("a", "b", "c").at(-1)).toEqual(["a", "2026-12-04", "2026-12-07"]);
  });
  it("does not know when the end of the first is not told", () => {
    const { scheduled } = world({ a: { needs: "card", times: "一天, days: 1, unit: working" }, b: { needs: "slip", gives: "card" } });
    expect(scheduled("a", "b")).toEqual([["b", "2026-11-24", null], ["a", null, null]]);
  });
  it("guesses no day past the holidays that are known", () => {
    const { scheduled, planned } = world({ a: { needs: "card", times: "三十个工作日, days: 30, unit: working" } });
    expect(scheduled("a")).toEqual([["a", "2026-11-24", null]]);
    expect(JSON.stringify(planned("a").sections)).toContain("2026 年以后的放假安排还没公布");
  });
  it("keeps the person's order where two need each other", () => {
    const { scheduled } = world({ a: { needs: "card", gives: "slip" }, b: { needs: "slip", gives: "card" } });
    expect(scheduled("a", "b").map(([id]) => id)).toEqual(["a", "b"]);
  });
});

describe("the trip card of several services", () => {
  const { planned } = world({
    a: { needs: "card", times: "三天, days: 3, unit: working" }, b: { needs: "slip", gives: "card", times: "五天, days: 5, unit: working" },
    c: { needs: "slip", authority: "别的局" }, d: { needs: "slip", authority: "网上局", online: "full" },
  });
  const section = (title: string, ...ids: string[]) => planned(...ids).sections.find((s) => s.title === title)?.lines.map((l) => l.text) ?? [];

  it("says the order, the counters, and by when each is done", () => {
    expect(section("先后", "a", "b", "c", "d")).toEqual(["先办“办b”，拿到示范证，再办“办a”"]);
    expect(section("怎么跑", "a", "b", "c", "d")).toEqual(["网上就能办完，不用跑：办d", "示范局，一个窗口问完：办a、办b", "别的局：办c"]);
    expect(section("多久办好", "a", "b", "c")).toEqual(["办b：今天交件，最晚 2026年12月1日办好", "办a：2026年12月1日起交件，最晚 2026年12月4日办好", "办c：今天交件，哪天办好要问窗口"]);
  });
  it("says whose each line is, one line of a kind each", () => expect(section("去哪办", "a", "c")).toEqual(["办a：到示范局办", "办c：到示范局办"]));
  it("needs none of that for one service", () => {
    expect(section("去哪办", "a")).toEqual(["到示范局办"]);
    expect([section("先后", "a"), section("怎么跑", "a")]).toEqual([[], []]);
  });
});
