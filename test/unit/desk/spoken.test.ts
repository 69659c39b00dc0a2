import { mattersIn } from "../../../src/desk/words.ts";
import { describe, expect, test } from "vitest";
import type { Plan } from "../../../src/domain/conversation.ts";
import { buildChecklist } from "../../../src/domain/checklist.ts";
import { askAloud, breaths, papersAloud, PAPERS_AT_ONCE, speakable, spokenCount } from "../../../src/desk/spoken.ts";
import { SEGMENT, smsOf } from "../../../src/desk/sms.ts";
import { maskedPhone, phoneOf, seal, unseal } from "../../../src/desk/sealing.ts";
import { daysOfWork, sharesUsed } from "../../../src/desk/statistics.ts";
import { workOrdersCsv, workOrderOf } from "../../../src/desk/workOrder.ts";
import { planOf } from "../../../src/dialogue/plan.ts";
import { replay } from "../../../src/dialogue/state.ts";
import { edition, TEST_NOW } from "../../support/knowledge.ts";

const DAY = "2026-11-24";

describe("spoken wording", () => {
  test("has no brackets, list numbers or slashes", () => {
    expect(speakable("1. 户口本（居民户口簿），护照工本费 120 元/本。")).toBe("户口本，护照工本费 每本 120 块钱。");
    expect(speakable("死亡证明（居民死亡医学证明（推断）书）")).toBe("死亡证明");
    expect(breaths("先去派出所。再去社区；最后回来。")).toEqual(["先去派出所。", "再去社区。", "最后回来。"]);
  });

  test("counts as people do", () => {
    expect([1, 2, 10, 12, 15].map(spokenCount)).toEqual(["一", "两", "十", "十二", "十五"]);
  });

  test.each([...edition.guides.values()].map((g) => [g.id, g] as const))("%s: papers come at most three at a time, questions without brackets", (_, guide) => {
    const { items } = buildChecklist(edition, guide, {}, DAY);
    for (const group of papersAloud(items)) expect((group.match(/第[一二三]样，/g) ?? []).length).toBeLessThanOrEqual(PAPERS_AT_ONCE);
    for (const { situation } of guide.situations) expect(situation.spoken ?? askAloud(situation)).not.toMatch(/[（(].*[)）]/);
  });
});

describe("text messages", () => {
  const plan = (guide: string): Plan => planOf(edition, replay([
    { seq: 1, turn: 1, at: TEST_NOW, body: { type: "GuideChosen", guide, aspect: "how", subject: null } },
    { seq: 2, turn: 1, at: TEST_NOW, body: { type: "WalkStarted", guide } },
  ]), DAY);

  test.each([...edition.guides.keys()])("%s: two to four, each within one segment, the way back in the last", (guide) => {
    const messages = smsOf(plan(guide), "https://x.example/r#ABCDEF");
    expect(messages.length).toBeGreaterThanOrEqual(2);
    expect(messages.length).toBeLessThanOrEqual(4);
    for (const m of messages) expect(m.length).toBeLessThanOrEqual(SEGMENT);
    expect(messages.at(-1)).toContain("https://x.example/r#ABCDEF");
  });
});

describe("numbers to call back", () => {
  test("are recognised as people write them, and nothing else is", () => {
    expect(["138 0013 8000", "+86 13800138000", "0571-87654321", "１３８００１３８０００"].map(phoneOf)).toEqual(["13800138000", "13800138000", "057187654321", "13800138000"]);
    expect(["12345", "330106199001011234", "1380013800", "号码", ""].map(phoneOf)).toEqual([null, null, null, null, null]);
    expect(maskedPhone("13800138000")).toBe("138****8000");
  });

  test("open only with the right key, for what they were given for, and unchanged", () => {
    const key = "k".repeat(32);
    const sealed = seal(key, "c1:sms", "13800138000");
    expect(sealed).not.toContain("13800138000");
    expect(unseal(key, "c1:sms", sealed)).toBe("13800138000");
    expect(unseal("x".repeat(32), "c1:sms", sealed)).toBeNull();
    expect(unseal(key, "c2:sms", sealed)).toBeNull();
    expect(unseal(key, "c1:sms", `${sealed.slice(0, -2)}AA`)).toBeNull();
    expect(unseal(key, "c1:sms", "")).toBeNull();
  });
});

describe("figures", () => {
  test("medians by day in China", () => {
    const at = Date.parse("2026-11-24T23:30:00+08:00");
    const handled = [10, 20, 90].map((s) => ({ conversation: "c", agent: "a", kind: "chat" as const, waited: s * 100, took: s * 1_000, endedAt: at }));
    expect(daysOfWork(handled)).toEqual([{ day: "2026-11-24", handled: 3, took: 20, waited: 2 }]);
    expect(daysOfWork([])).toEqual([]);
  });

  test("a share only where enough were judged", () => {
    const count = (verdict: "accepted" | "edited" | "rejected", n: number) => ({ day: DAY, agent: "a", kind: "answer" as const, verdict, count: n });
    const used = (counts: Parameters<typeof sharesUsed>[0]) => sharesUsed(counts).find((s) => s.kind === "answer")?.used;
    expect(used([count("accepted", 6), count("edited", 2), count("rejected", 2)])).toBe(0.8);
    expect(used([count("accepted", 9)])).toBeNull();
  });
});

describe("the work order", () => {
  const entry = {
    conversation: "c1", status: "done", since: 0, askedAt: Date.parse("2026-11-24T12:00:00+08:00"), reason: "", summary: "", region: "330100", channel: "call",
    agent: "a", agentName: "王芳", forAgent: null, note: null, seq: 1, lastAt: 0, unanswered: false,
  } as const;
  const summary = { request: '=HYPERLINK("x")', services: "", facts: "", missing: "", told: "", next: "" };

  test("holds what the conversation knows and leaves the rest empty", () => {
    const order = workOrderOf({ entry, events: [], summary, authorities: ["公安", "公安"], hasContact: false });
    expect(order).toMatchObject({ 来源渠道: "电话", 受理时间: "2026-11-24 12:00", 受理人: "王芳", 承办单位: "公安", 事发地址: "330100", 分类代码: "", 诉求人电话: "" });
  });

  test("as a table runs no formula and quotes what it must", () => {
    const csv = workOrdersCsv([workOrderOf({ entry, events: [], summary, authorities: [], hasContact: false })]);
    expect(csv.startsWith("\uFEFF")).toBe(true);
    expect(csv).toContain(`"'=HYPERLINK(""x"")"`);
  });
});

describe("two things asked in one breath", () => {
  test.each([
    ["俺娃那个社保卡搞丢求了 咋个整嘛 还有俺屋头老汉儿那个医保 在外头看病能不能报", ["俺娃那个社保卡搞丢求了 咋个整嘛", "还有俺屋头老汉儿那个医保 在外头看病能不能报"]],
    ["我想办护照要带什么，另外身份证也快过期了怎么换", ["我想办护照要带什么", "另外身份证也快过期了怎么换"]],
  ])("are two: %s", (text, matters) => expect(mattersIn(text)).toEqual(matters));

  test.each(["护照还有效期吗", "身份证，还有户口本", "好的，另外呢", "材料都有了，还有什么要带的吗", "喂"])("are one: %s", (text) => expect(mattersIn(text)).toHaveLength(1));
});
