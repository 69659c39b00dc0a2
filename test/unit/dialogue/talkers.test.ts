/**
 * Talkers with a bent: one who lacks every paper, one who says nothing that can be understood, one who wants everything
 * in one trip. Over every guide: none is stuck, none hears the same thing twice running, no paper is lost.
 */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { openSub } from "../../../src/dialogue/state.ts";
import { sourceOf } from "../../../src/dialogue/subLists.ts";
import { tripItems } from "../../../src/dialogue/trip.ts";
import { buildChecklist, type ChecklistItem } from "../../../src/domain/checklist.ts";
import type { Input, Reply } from "../../../src/domain/conversation.ts";
import { dayInChina } from "../../../src/domain/days.ts";
import { Talk } from "../../support/conversation.ts";
import { edition, TEST_NOW } from "../../support/knowledge.ts";
import { said } from "../../support/said.ts";
import { act, valueOf } from "../../support/talkers.ts";

const DAY = dayInChina(TEST_NOW);
const guides = [...edition.guides.values()];
const ids = guides.map((g) => g.id);
const number = fc.double({ min: 0, max: 0.999, noNaN: true });
/** A walk through a guide, its sub-checklists and theirs. */
const LACKING_BOUND = 250;
const textOf = (replies: readonly Reply[]): string => replies.map((r) => r.text).join("\n");

function answer(talk: Talk, fact: string, pick: number): Input {
  const situation = guides.flatMap((g) => g.situations).find((s) => s.situation.id === fact)!.situation;
  return { kind: "answer", fact, value: valueOf(situation, pick, talk.now) };
}

describe("somebody who lacks every paper", () => {
  it.each(ids)("%s: hears how to get each, and comes back from every sub-checklist", (id) => {
    fc.assert(fc.property(fc.array(number, { minLength: LACKING_BOUND, maxLength: LACKING_BOUND }), (picks) => {
      const talk = new Talk(edition, TEST_NOW);
      talk.click(`guide:${id}`);
      let turns = 0;
      for (const pick of picks) {
        const { asking, verdict } = talk.view;
        if (asking === null || verdict?.kind === "not-possible" || verdict?.kind === "other-service") break;
        turns++;
        talk.turn(asking.kind === "fact" ? answer(talk, asking.fact, pick)
          : { kind: "choice", choice: asking.kind === "item" ? `mark:${asking.item}=lack` : asking.choices[0]!.id });
      }
      expect(turns, "does not end").toBeLessThan(LACKING_BOUND);
      expect(openSub(talk.state), "still on a sub-checklist").toBeUndefined();
      expect(talk.view.verdict).not.toBeNull();
      const obtainable = tripItems(edition, talk.state, DAY).filter((i) => talk.state.marks[i.id] === "lack" && sourceOf(edition, i));
      const pending = talk.view.pendingSubChecklists.map((s) => s.item);
      for (const item of obtainable) expect(pending).toContain(item.id);
    }), { numRuns: 1, seed: 20261124 });
  });
});

describe("somebody who is never understood", () => {
  it("is told something else each time, and gets to an end", () => {
    fc.assert(fc.property(fc.constantFrom(...ids), (id) => {
      const talk = new Talk(edition, TEST_NOW);
      let last = textOf(talk.click(`guide:${id}`));
      for (let n = 0; n < 90; n++) {
        const heard = textOf(talk.turn({ kind: "text", said: said("呜啦啦") }));
        expect(heard).not.toBe(last);
        last = heard;
      }
      expect(talk.view.verdict, `${id} has not ended`).not.toBeNull();
    }), { numRuns: 25 });
  });
});

describe("any talker", () => {
  it("never hears the same twice running", () => {
    fc.assert(fc.property(fc.constantFrom(...ids), fc.array(fc.tuple(number, number), { minLength: 30, maxLength: 30 }), (id, steps) => {
      const talk = new Talk(edition, TEST_NOW);
      let last = textOf(talk.click(`guide:${id}`));
      for (const [pick, whim] of steps) {
        const heard = textOf(talk.turn(act(guides, talk, pick, whim)));
        expect(heard).not.toBe(last);
        last = heard;
      }
    }), { numRuns: 60 });
  });

  it("resumes from any prefix as if nobody had left", () => {
    fc.assert(fc.property(fc.constantFrom(...ids), fc.array(fc.tuple(number, number), { minLength: 20, maxLength: 20 }), fc.nat(19), (id, steps, cut) => {
      const one = new Talk(edition, TEST_NOW);
      one.click(`guide:${id}`);
      for (const [pick, whim] of steps.slice(0, cut)) one.turn(act(guides, one, pick, whim));
      const other = new Talk(edition, TEST_NOW);
      other.events.splice(0, other.events.length, ...JSON.parse(JSON.stringify(one.events)) as typeof one.events);
      for (const [pick, whim] of steps.slice(cut)) expect(textOf(other.turn(act(guides, other, pick, whim)))).toBe(textOf(one.turn(act(guides, one, pick, whim))));
      expect(other.view).toEqual(one.view);
    }), { numRuns: 40 });
  });
});

describe("several services in one trip", () => {
  it("lose no paper: each one's stand on the merged list or another stands for it, shown at least as often, handed in all together", () => {
    fc.assert(fc.property(fc.uniqueArray(fc.constantFrom(...ids), { minLength: 2, maxLength: 4 }), fc.array(number, { minLength: 40, maxLength: 40 }), (trip, picks) => {
      const talk = new Talk(edition, TEST_NOW);
      talk.click(`guide:${trip[0]!}`);
      for (const id of trip.slice(1)) talk.click(`add:${id}`);
      for (const pick of picks) {
        const { asking } = talk.view;
        if (asking?.kind !== "fact") break;
        talk.turn(answer(talk, asking.fact, pick));
      }
      const merged = new Map(tripItems(edition, talk.state, DAY).map((i) => [i.id, i]));
      const parts = talk.state.trip.filter((t) => t.walking).map((t) => buildChecklist(edition, edition.guides.get(t.guide)!, t.facts, DAY).items);
      for (const item of parts.flat()) {
        const whole = merged.get(item.id);
        if (!whole && item.anyOf.some((b) => b.papers.every((p) => shown(merged.get(`${p.paper}.${p.holder}`)) >= p.originals.shown))) continue;
        expect(whole, item.id).toBeDefined();
        expect(shown(whole!)).toBeGreaterThanOrEqual(shown(item));
        expect(whole!.guides).toEqual(expect.arrayContaining([...item.guides]));
        // What stands for another item is copied for that one too.
        const alsoFor = parts.flat().some((i) => !merged.has(i.id) && i.anyOf.some((b) => b.papers.some((p) => `${p.paper}.${p.holder}` === item.id && p.copies > 0)));
        const own = parts.flat().filter((i) => i.id === item.id).reduce((sum, i) => sum + handedIn(i), 0);
        if (alsoFor) expect(handedIn(whole!)).toBeGreaterThanOrEqual(own);
        else expect(handedIn(whole!)).toBe(own);
      }
    }), { numRuns: 100 });
  });
});

const first = (i: ChecklistItem) => i.anyOf[0]!.papers[0]!;
const shown = (i: ChecklistItem | undefined): number => i ? first(i).originals.shown : 0;
const handedIn = (i: ChecklistItem): number => first(i).originals.surrendered + first(i).copies;
