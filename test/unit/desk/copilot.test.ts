import { describe, expect, test } from "vitest";
import type { ConversationEvent, EventBody } from "../../../src/domain/conversation.ts";
import { actOn, type DeskAction } from "../../../src/desk/act.ts";
import { copilotOf } from "../../../src/desk/copilot.ts";
import { queueEntryOf } from "../../../src/desk/queue.ts";
import { wrapUpOf } from "../../../src/desk/wrapUp.ts";
import { decide } from "../../../src/dialogue/decide.ts";
import { replay } from "../../../src/dialogue/state.ts";
import { tripItems } from "../../../src/dialogue/trip.ts";
import { edition, testAssistant, TEST_NOW as NOW } from "../../support/knowledge.ts";

const { understand } = testAssistant();
const WANG = { id: "wang", name: "王芳", team: null };
const LI = { id: "li", name: "李强", team: null };
const ON_DUTY = { kind: "on", ahead: 0 } as const;

/** A conversation that grows by turns, without a store. */
class Log {
  events: ConversationEvent[] = [];

  constructor(channel = "web") {
    this.add([{ type: "Started", edition: edition.id, region: null, channel }]);
  }

  add(bodies: readonly EventBody[]): this {
    const { seq, turn } = this.events.at(-1) ?? { seq: 0, turn: 0 };
    this.events = [...this.events, ...bodies.map((body, i) => ({ seq: seq + 1 + i, turn: turn + 1, at: NOW, body }))];
    return this;
  }

  say(text: string): this {
    return this.add(decide(edition, this.events, { kind: "text", said: understand(text, NOW) }, { now: NOW, seen: null, duty: ON_DUTY }));
  }

  act(action: DeskAction, actor = WANG): this {
    const bodies = actOn(this.events, actor, action, { edition, now: NOW });
    if ("declined" in bodies) throw new Error(bodies.text);
    return this.add(bodies);
  }

  get copilot() {
    return copilotOf(edition, this.events, NOW);
  }

  get state() {
    return replay(this.events);
  }

  get items(): string[] {
    return tripItems(edition, this.state, "2026-11-24").filter((i) => !i.onSite).map((i) => i.id);
  }

  get lastReplies(): string {
    const body = this.events.findLast((e) => e.body.type === "Replied")?.body;
    return body?.type === "Replied" ? body.replies.map((r) => r.text).join("\n") : "";
  }
}

const taken = (): Log => new Log().say("给三岁的娃办个护照").say("转人工").act({ kind: "take" });

describe("while an agent has the conversation", () => {
  test("the bot says nothing to what the citizen writes, and counts nothing of it", () => {
    const log = taken();
    const before = log.events.length;
    log.say("没有身份证，多少钱啊");
    expect(log.events.slice(before).map((e) => e.body.type)).toEqual(["UserSaid"]);
    expect(log.state.trip[0]?.facts).not.toHaveProperty("child.has-id");
  });

  test("a citizen who ticks a paper is heard at once, and asking what a paper is gets its answer", () => {
    const log = taken().say("没有身份证，我是他妈，我带他去").act({ kind: "adopt" });
    const item = log.items[0] ?? "";
    log.add(decide(edition, log.events, { kind: "mark", item, status: "have" }, { now: NOW, seen: null }));
    expect(log.state.marks[item]).toBe("have");
    const before = log.events.length;
    log.add(decide(edition, log.events, { kind: "choice", choice: `what:${item}` }, { now: NOW, seen: null }));
    expect(log.events.slice(before).map((e) => e.body.type)).toEqual(["UserClicked", "Replied"]);
  });

  test("the copilot shows what was heard, the answer to what was asked, and the next question in spoken words", () => {
    const { facts, answer, next, services } = taken().say("没有身份证，多少钱啊").copilot;
    expect(facts.map((f) => [f.label, f.state])).toEqual([["3 岁", "settled"], ["不是", "heard"]]);
    expect(answer?.say.join("")).toContain("120");
    expect(answer?.sources.length).toBeGreaterThan(0);
    expect(next?.say.join("")).toContain("谁陪孩子去");
    expect(services[0]).toMatchObject({ id: "passport-first", chosen: true });
  });

  test("a question stays answered though the citizen has said more since; once the agent has spoken it is past", () => {
    const log = taken().say("多少钱啊").say("我是他妈妈，我带他去");
    expect(log.copilot.answer?.say.join("")).toContain("120");
    log.act({ kind: "say", text: "一百二十块" });
    expect(log.copilot.answer).toBeNull();
  });

  test("one click settles all that was heard, signed by the agent", () => {
    const log = taken().say("没有身份证").say("我是他妈，我带他去").act({ kind: "adopt" });
    expect(log.copilot.facts.every((f) => f.state === "settled")).toBe(true);
    expect(log.events.at(-3)?.body).toMatchObject({ type: "UserClicked", by: "wang" });
    expect(actOn(log.events, WANG, { kind: "adopt" }, { edition, now: NOW })).toMatchObject({ declined: "not-needed" });
  });

  test("handed back, the bot goes on exactly where the checklist stands", () => {
    const log = taken().say("没有身份证").act({ kind: "adopt" }).act({ kind: "hand-back" });
    expect(log.state.speaker).toBe("bot");
    expect(log.lastReplies).toContain("谁陪孩子去");
    log.say("我是他爸，我带他去");
    expect(log.lastReplies).toContain("要带这");
  });
});

describe("who may do what", () => {
  test("of two agents who click at once the second is told who was first", () => {
    expect(actOn(taken().events, LI, { kind: "take" }, { edition, now: NOW })).toMatchObject({ declined: "taken", text: expect.stringContaining("王芳") });
  });

  test("only who has the conversation may speak in it; anybody who sees it may leave a note", () => {
    const { events } = taken();
    expect(actOn(events, LI, { kind: "say", text: "您好" }, { edition, now: NOW })).toMatchObject({ declined: "not-yours" });
    expect(actOn(events, LI, { kind: "note", text: "老客户" }, { edition, now: NOW })).toEqual([{ type: "AgentNoted", by: "li", text: "老客户" }]);
  });

  test("a transfer waits for the colleague, who sees everything; a supervisor takes over from who is away", () => {
    const log = taken().act({ kind: "transfer", to: "li", note: "问的是监护人" });
    expect(log.state).toMatchObject({ speaker: "waiting", agent: null });
    expect(queueEntryOf("c", edition, log.events)).toMatchObject({ status: "waiting", forAgent: "li", note: "问的是监护人" });
    log.act({ kind: "take" }, LI).act({ kind: "take-over" }, WANG);
    expect(log.state.agent).toEqual({ id: "wang", name: "王芳" });
  });
});

describe("the queue", () => {
  const entry = (log: Log) => queueEntryOf("c", edition, log.events);

  test("knows nothing of a conversation that never wanted a person", () => {
    expect(entry(new Log().say("给三岁的娃办个护照"))).toBeNull();
  });

  test("tells why, and the case in one line", () => {
    expect(entry(new Log().say("给三岁的娃办个护照").say("转人工"))).toMatchObject({ status: "waiting", reason: "市民要找人工", summary: expect.stringContaining("办护照") });
  });

  test("has those the bot could not help, until it can", () => {
    const log = new Log().say("嘎嘎嘎嘣嘣").say("呜哩哇啦咚");
    expect(entry(log)).toMatchObject({ status: "offered" });
    expect(entry(log.say("给三岁的娃办个护照"))?.status).toBe("done");
  });

  test("says whether the citizen has spoken since the agent did", () => {
    const log = taken().act({ kind: "say", text: "您好" });
    expect(entry(log)?.unanswered).toBe(false);
    expect(entry(log.say("在吗在吗"))?.unanswered).toBe(true);
  });
});

describe("a call", () => {
  const call = (): Log => new Log("call").add([{ type: "CallOpened", by: "wang", name: "王芳" }]);

  test("runs the very turns of a chat: facts count as they are heard", () => {
    const log = call().say("喂你好我身份证丢了咋办啊").say("我人在外地打工户口在老家");
    expect(log.copilot.services[0]).toMatchObject({ id: "id-card-replace", chosen: true });
    expect(log.copilot.facts.some((f) => f.state === "settled" && f.label === "在别的省")).toBe(true);
    expect(log.copilot.next?.say.join("")).toContain("岁");
  });

  test("ends with a wrap-up of what was wanted, what is known, and what comes next", () => {
    const log = call().say("身份证丢了").say("三十五岁").act({ kind: "say", text: "工本费四十块" }).act({ kind: "hand-back" });
    const summary = wrapUpOf(edition, log.events, NOW);
    expect(summary).toMatchObject({ services: "居民身份证补领", told: "工本费四十块" });
    expect(summary.request).toContain("身份证丢了");
    expect(summary.facts).toContain("35 岁");
    expect(summary.next.length).toBeGreaterThan(0);
    log.add([{ type: "WrappedUp", by: "wang", summary: { ...summary, request: "改过的" } }]);
    expect(wrapUpOf(edition, log.events, NOW).request).toBe("改过的");
  });
});

test("a rejected service is not shown again", () => {
  const log = new Log("call").add([{ type: "CallOpened", by: "wang", name: "王芳" }]).say("社保卡和医保");
  const [first] = log.copilot.services;
  expect(first).toBeDefined();
  log.act({ kind: "judge", about: "service", ref: first!.id, verdict: "rejected" });
  expect(log.copilot.services.map((s) => s.id)).not.toContain(first!.id);
});

test("thousands of events do not make the copilot slow to build or wrong", () => {
  const log = taken();
  for (let i = 0; i < 60; i++) log.add([{ type: "AgentSaid", by: "wang", text: `第 ${i} 句` }]).say("好的");
  expect(log.copilot.services[0]?.id).toBe("passport-first");
});

describe("what five unscripted calls showed", () => {
  const call = (): Log => new Log("call").add([{ type: "CallOpened", by: "wang", name: "王芳" }]);

  test("while it is open which service is meant, the ones in question are those to choose from, asked as one would", () => {
    const { services, next } = call().say("我开个小饭馆要办啥手续").copilot;
    expect(services.length).toBeGreaterThan(1);
    expect(next?.say.join("")).toMatch(/^您是想/);
    expect(next?.say.join("")).not.toContain("办办");
  });

  test("an answer does not stay for ever when the agent answers aloud", () => {
    const log = call().say("老头子没了，丧葬费咋领").say("我是他老伴").say("死亡证明医院开了的");
    expect(log.copilot.answer?.ref).not.toBe(`answer:${log.events.find((e) => e.body.type === "UserSaid")?.seq}`);
  });

  test("a rule that only goes on under the same words is no change; one that says something new is", () => {
    const texts = call().say("公积金租房子能不能取出来").copilot.warnings.map((w) => w.text);
    expect(texts.join()).not.toContain("受理后 3 日内");
    expect(texts.join()).toContain("2026年9月20日");
  });

  test("the wrap-up lists what is certainly needed, each once", () => {
    const log = call().say("我儿子刚生下来要上户口");
    const { missing } = wrapUpOf(edition, log.events, NOW);
    const names = missing.split(/[：、；]/);
    expect(new Set(names).size).toBe(names.length);
  });
});
