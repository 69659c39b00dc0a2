/** State is replay: what each event does, and what 上一步 takes back. */
import { describe, expect, it } from "vitest";
import { after, lastUndoableTurn, openSub, replay } from "../../../src/dialogue/state.ts";
import type { ConversationEvent, EventBody, Reply } from "../../../src/domain/conversation.ts";

/** One body a turn; several where they happened together. */
function log(...turns: readonly (EventBody | readonly EventBody[])[]): ConversationEvent[] {
  let seq = 0;
  return turns.flatMap((bodies, turn) => (Array.isArray(bodies) ? bodies as readonly EventBody[] : [bodies as EventBody])
    .map((body) => ({ seq: ++seq, turn, at: 1000 + turn, body })));
}

const STARTED: EventBody = { type: "Started", edition: "e1", region: null, channel: "test" };
const chosen = (guide: string): EventBody => ({ type: "GuideChosen", guide, aspect: "how", subject: null });
const fact = (guide: string, name: string, value: string): EventBody => ({ type: "FactGiven", guide, fact: name, value });
const reply = (...ids: readonly string[]): EventBody => ({ type: "Replied", replies: [{ kind: "say", text: "x", choices: ids.map((id) => ({ id, label: id })) }] satisfies Reply[] });
const sub = (item: string, guide: string): EventBody => ({ type: "SubChecklistOpened", item, guide, holder: "applicant" });

describe("beginning", () => {
  it("knows its edition, place and time", () => {
    const state = replay(log({ ...STARTED, region: "330100" }, { type: "Missed" }));
    expect(state).toMatchObject({ edition: "e1", region: "330100", startedAt: 1000, lastAt: 1001, trip: [], active: null, speaker: "bot", outcome: "not-asked" });
  });
  it("is the same event by event", () => {
    const events = log(STARTED, chosen("a"), fact("a", "x.y", "1"), { type: "Missed" });
    expect(events.reduce(after, replay([]))).toEqual(replay(events));
  });
});

describe("services", () => {
  it("join the trip once, and the last chosen is the one talked about", () => {
    const state = replay(log(STARTED, chosen("a"), chosen("b"), chosen("a")));
    expect(state.trip.map((t) => t.guide)).toEqual(["a", "b"]);
    expect(state.active).toBe("a");
  });
  it("keep whose affair they are until another person is named", () => {
    expect(replay(log(STARTED, { ...chosen("a"), subject: "child" } as EventBody, chosen("a"))).trip[0]?.subject).toBe("child");
    expect(replay(log(STARTED, { ...chosen("a"), subject: "child" } as EventBody, { ...chosen("a"), subject: "parent" } as EventBody)).trip[0]?.subject).toBe("parent");
  });
  it("make room when dropped: the one talked about stays, or the last one takes its place", () => {
    expect(replay(log(STARTED, chosen("a"), chosen("b"), { type: "GuideDropped", guide: "a" })).active).toBe("b");
    expect(replay(log(STARTED, chosen("a"), chosen("b"), { type: "GuideDropped", guide: "b" })).active).toBe("a");
    expect(replay(log(STARTED, chosen("a"), { type: "GuideDropped", guide: "a" }))).toMatchObject({ active: null, trip: [] });
  });
  it("settle what was asked about which one", () => {
    const state = replay(log(STARTED, { type: "ClarifyAsked", options: ["a"], aspect: "fee" }, chosen("a")));
    expect(state.clarify).toBeNull();
    expect(replay(log(STARTED, { type: "SwitchOffered", guide: "b", aspect: "how" }, { type: "ClarifyAsked", options: ["a"], aspect: "fee" }))).toMatchObject({
      switchOffer: null, clarify: { options: ["a"], aspect: "fee" },
    });
    expect(replay(log(STARTED, { type: "SwitchOffered", guide: "b", aspect: "how" })).switchOffer).toEqual({ guide: "b", aspect: "how" });
    expect(replay(log(STARTED, { type: "SwitchOffered", guide: "b", aspect: "how" }, { type: "SwitchDeclined" }))).toMatchObject({ switchOffer: null, clarify: null });
  });
  it("are walked from when that began", () => {
    expect(replay(log(STARTED, chosen("a"), chosen("b"), { type: "WalkStarted", guide: "a" })).trip.map((t) => t.walking)).toEqual([true, false]);
  });
});

describe("facts and ticks", () => {
  it("are told and taken back, for their service only", () => {
    const told = log(STARTED, chosen("a"), chosen("b"), fact("a", "x.y", "1"), fact("a", "x.z", "2"));
    expect(replay(told).trip.map((t) => t.facts)).toEqual([{ "x.y": "1", "x.z": "2" }, {}]);
    expect(replay([...told, ...log(STARTED, { type: "FactWithdrawn", guide: "a", fact: "x.y" }).slice(1)]).trip[0]?.facts).toEqual({ "x.z": "2" });
  });
  it("are put and taken off", () => {
    const marked = (status: "have" | "lack" | "open"): EventBody => ({ type: "MaterialMarked", item: "i", status });
    expect(replay(log(STARTED, marked("have"))).marks).toEqual({ i: "have" });
    expect(replay(log(STARTED, marked("have"), marked("lack"))).marks).toEqual({ i: "lack" });
    expect(replay(log(STARTED, marked("have"), marked("open"))).marks).toEqual({});
  });
});

describe("turns that were not understood", () => {
  const miss: EventBody = { type: "Missed" };
  it("count up, and any progress begins anew", () => {
    expect(replay(log(STARTED, miss, miss)).misses).toBe(2);
    for (const body of [chosen("a"), { type: "ClarifyAsked", options: [], aspect: "how" }, { type: "SwitchOffered", guide: "a", aspect: "how" },
      { type: "MaterialMarked", item: "i", status: "have" }, { type: "HandedOff", reason: "", summary: "" }, { type: "WalkStarted", guide: "a" },
      { type: "Restarted" }, sub("i", "a"), { type: "SubChecklistClosed", item: "i" }, fact("a", "x.y", "1")] as EventBody[]) {
      expect(replay(log(STARTED, miss, body)).misses, body.type).toBe(0);
    }
  });
});

describe("sub-checklists", () => {
  it("open on top of each other and close one by one", () => {
    const opened = log(STARTED, chosen("a"), sub("card", "b"), sub("form", "c"));
    expect(openSub(replay(opened))).toMatchObject({ item: "form", guide: "c", holder: "applicant", facts: {}, open: true });
    const closed = [...opened, ...log(STARTED, { type: "SubChecklistClosed", item: "form" }).slice(1)];
    expect(openSub(replay(closed))?.item).toBe("card");
    expect(replay(closed).subs.map((s) => [s.item, s.open])).toEqual([["card", true], ["form", false]]);
  });
  it("keep their own facts, also when opened again", () => {
    const state = replay(log(STARTED, chosen("a"), sub("card", "b"), fact("b", "x.y", "1"), { type: "SubChecklistClosed", item: "card" }, sub("form", "c"), sub("card", "b")));
    expect(openSub(state)).toMatchObject({ item: "card", facts: { "x.y": "1" } });
    expect(state.subs).toHaveLength(2);
    expect(state.trip[0]?.facts).toEqual({});
  });
  it("leave other services' facts to them, and close when another service is taken up", () => {
    const state = replay(log(STARTED, chosen("a"), sub("card", "b"), fact("a", "x.y", "1")));
    expect(state.trip[0]?.facts).toEqual({ "x.y": "1" });
    expect(state.subs[0]?.facts).toEqual({});
    expect(openSub(replay(log(STARTED, chosen("a"), sub("card", "b"), chosen("c"))))).toBeUndefined();
  });
  it("lose a fact that is taken back", () => {
    expect(openSub(replay(log(STARTED, chosen("a"), sub("card", "b"), fact("b", "x.y", "1"), { type: "FactWithdrawn", guide: "b", fact: "x.y" })))?.facts).toEqual({});
  });
});

describe("offers", () => {
  it("are the services and the journey of the last turn that offered any", () => {
    const state = replay(log(STARTED, reply("journey:j", "guide:a", "add:b", "act:none"), reply("act:undo")));
    expect(state.offers).toEqual({ guides: ["a", "b"], journey: "j" });
    expect(replay(log(STARTED, reply("journey:j", "guide:a"), reply("guide:c"))).offers).toEqual({ guides: ["c"], journey: "j" });
    expect(replay(log(STARTED, reply("guide:a"))).lastReplies).toHaveLength(1);
  });
});

describe("starting over, editions, people", () => {
  it("forgets the trip, and nothing else", () => {
    const state = replay(log(STARTED, { type: "RegionChosen", region: "330100" }, chosen("a"), sub("i", "b"), { type: "MaterialMarked", item: "i", status: "have" }, reply("guide:a"), { type: "OutcomeAsked" }, { type: "Restarted" }));
    expect(state).toMatchObject({ trip: [], active: null, subs: [], marks: {}, offers: { guides: [], journey: null }, outcome: "not-asked", region: "330100", edition: "e1" });
  });
  it("goes on in a newer edition", () => expect(replay(log(STARTED, { type: "EditionChanged", edition: "e2" })).edition).toBe("e2"));
  it("hears of the outcome once a trip", () => {
    expect(replay(log(STARTED, { type: "OutcomeAsked" })).outcome).toBe("asked");
    const told = log(STARTED, chosen("a"), { type: "OutcomeAsked" }, { type: "OutcomeTold", done: true, lacked: null });
    expect(replay(told).outcome).toBe("told");
    expect(replay([...told, ...log(STARTED, chosen("a")).slice(1)]).outcome).toBe("told");
    expect(replay([...told, ...log(STARTED, chosen("b")).slice(1)]).outcome).toBe("not-asked");
  });
  it("is handed back to the bot", () => expect(replay(log(STARTED, { type: "HandedBack" })).speaker).toBe("bot"));
});

describe("上一步", () => {
  const events = log(STARTED, chosen("a"), fact("a", "x.y", "1"), reply("act:undo"), { type: "MaterialMarked", item: "i", status: "have" });
  const undone = (turn: number): ConversationEvent => ({ seq: 99, turn: 9, at: 2000, body: { type: "Undone", turn } });

  it("takes back the last turn that changed anything", () => {
    expect(lastUndoableTurn(events)).toBe(4);
    expect(replay([...events, undone(4)])).toMatchObject({ marks: {}, trip: [{ facts: { "x.y": "1" } }] });
  });
  it("goes further back each time, and not past the beginning", () => {
    expect(lastUndoableTurn([...events, undone(4)])).toBe(2);
    expect(lastUndoableTurn([...events, undone(4), undone(2), undone(1)])).toBeNull();
    expect(lastUndoableTurn(log(STARTED, { type: "Missed" }))).toBeNull();
  });
  it("takes back a turn as a whole, and leaves what was said", () => {
    const together = log(STARTED, [chosen("a"), { type: "WalkStarted", guide: "a" }, reply("guide:b")]);
    const state = replay([...together, undone(1)]);
    expect(state.trip).toEqual([]);
    expect(state.offers.guides).toEqual(["b"]);
    expect(lastUndoableTurn(together)).toBe(1);
  });
  it.each([
    { type: "ClarifyAsked", options: ["a"], aspect: "how" }, chosen("a"), { type: "SwitchOffered", guide: "a", aspect: "how" }, { type: "RegionChosen", region: "1" },
    sub("i", "b"), { type: "SubChecklistClosed", item: "i" }, { type: "Restarted" }, { type: "SwitchDeclined" }, { type: "GuideDropped", guide: "a" },
    { type: "FactWithdrawn", guide: "a", fact: "x.y" }, { type: "WalkStarted", guide: "a" },
  ] as EventBody[])("takes back $type", (body) => expect(lastUndoableTurn(log(STARTED, body))).toBe(1));
});
