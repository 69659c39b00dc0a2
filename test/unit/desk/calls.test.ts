/** What five played calls taught: an agent asks at once, nothing that was said gets lost, and only what one can say is suggested. */
import { describe, expect, test } from "vitest";
import { actOn, type DeskAction } from "../../../src/desk/act.ts";
import { copilotOf } from "../../../src/desk/copilot.ts";
import { wrapUpOf } from "../../../src/desk/wrapUp.ts";
import { replay } from "../../../src/dialogue/state.ts";
import type { Copilot } from "../../../src/domain/desk.ts";
import type { ConversationEvent, EventBody } from "../../../src/domain/conversation.ts";
import { edition, testAssistant, TEST_NOW as NOW } from "../../support/knowledge.ts";

const { understand } = testAssistant();
const WANG = { id: "wang", name: "王芳", team: null };

class Call {
  events: ConversationEvent[] = [];

  constructor() {
    this.#add([{ type: "Started", edition: edition.id, region: null, channel: "call" }, { type: "CallOpened", by: WANG.id, name: WANG.name }]);
  }

  #add(bodies: readonly EventBody[]): this {
    const { seq, turn } = this.events.at(-1) ?? { seq: 0, turn: 0 };
    this.events = [...this.events, ...bodies.map((body, i) => ({ seq: seq + 1 + i, turn: turn + 1, at: NOW, body }))];
    return this;
  }

  act(action: DeskAction): this {
    const bodies = actOn(this.events, WANG, action, { edition, now: NOW });
    if ("declined" in bodies) throw new Error(bodies.text);
    return this.#add(bodies);
  }

  says(text: string): this {
    return this.act({ kind: "turn", input: { kind: "text", said: understand(text, NOW) } });
  }

  get copilot(): Copilot {
    return copilotOf(edition, this.events, NOW);
  }
}

describe("once the caller has said what it is about", () => {
  test("the first question is there to be asked, with its answers, not whether to go through the papers", () => {
    const { next } = new Call().says("我那个早餐店不想干了，要注销").copilot;
    expect(next?.ref).toMatch(/^ask:/);
    expect(next?.choices.length).toBeGreaterThan(1);
  });

  test("a click on an answer counts", () => {
    const call = new Call().says("宝宝刚出生，要上户口");
    const choice = call.copilot.next!.choices[0]!.id;
    call.act({ kind: "turn", input: { kind: "choice", choice } });
    expect(call.copilot.facts).toMatchObject([{ state: "settled" }]);
    expect(replay(call.events).trip[0]?.walking).toBe(true);
  });

  test("words that sound like another service do not replace it: it is asked which, in words one can say", () => {
    const call = new Call().says("你好我想问下我宝宝刚出生半个月，户口能不能上在这边").says("我老公户口在四川农村，我也是四川的，想跟老公迁到一起行不行");
    const { services, next } = call.copilot;
    expect(services[0]).toMatchObject({ id: "household-newborn", chosen: true });
    expect(services.length).toBeGreaterThan(1);
    expect(next?.say.join("")).toMatch(/^您是接着问给孩子上户口，还是要问.+？$/);
  });

  test("a service that was left for another stays a click away", () => {
    const call = new Call().says("身份证丢了").act({ kind: "turn", input: { kind: "choice", choice: "guide:passport-first" } });
    expect(call.copilot.services.map((s) => s.id)).toEqual(expect.arrayContaining(["passport-first", "id-card-replace"]));
  });
});

test("before anything is said there is nothing to ask; when it is not understood, one asks", () => {
  expect(new Call().copilot.next).toBeNull();
  expect(new Call().says("你们什么服务态度，我都跑了三趟了").copilot.next?.say.join("")).toContain("您想办的是哪件事");
});

test("a caller of 12345 is not told to call 12345", () => {
  const call = new Call().says("社保卡丢了怎么补").says("补社保卡要多少钱").says("能不能报销").says("在哪里能补，要多久");
  const said: string[] = [];
  for (let n = 1; n <= call.events.length; n++) said.push(...copilotOf(edition, call.events.slice(0, n), NOW).answer?.say ?? []);
  expect(said.length).toBeGreaterThan(0);
  expect(said.filter((line) => /打 ?12345.*问一句/.test(line))).toEqual([]);
});

test("what was heard for a service is told in words, without scraps, sounds and what spoke against it", () => {
  for (const text of ["喂同志啊，我今年七十八了，那个养老金这个月咋没到账啊", "我那个店不想干了，早餐店，个体户，房东不租了，要去哪注销"]) {
    const why = new Call().says(text).copilot.services.flatMap((s) => s.why);
    expect(why.length).toBeGreaterThan(0);
    for (const reason of why) expect(reason).not.toMatch(/^反：|^音 |^.{0,2}[我啊的了].{0,1}$/);
  }
});

test("the wrap-up of a call that ended early says what was not asked, not a question", () => {
  const call = new Call().says("宝宝刚出生，要上户口").act({ kind: "hand-back" });
  expect(wrapUpOf(edition, call.events, NOW).next).toMatch(/^没问到：/);
  call.act({ kind: "wrap-up", summary: { ...wrapUpOf(edition, call.events, NOW), kind: "求助", next: "等回电" } });
  expect(wrapUpOf(edition, call.events, NOW)).toMatchObject({ kind: "求助", next: "等回电" });
});
