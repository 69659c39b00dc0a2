/**
 * What must hold of every conversation, whoever talks: generated persons click, tick, go back and change their minds
 * through every guide.
 */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { replay } from "../../../src/dialogue/state.ts";
import { buildChecklist, openSituations } from "../../../src/domain/checklist.ts";
import { evaluate } from "../../../src/domain/condition.ts";
import { dayInChina } from "../../../src/domain/days.ts";
import type { Answer } from "../../../src/domain/facts.ts";
import { readKnowledge } from "../../../src/knowledge/read.ts";
import { Talk } from "../../support/conversation.ts";
import { ROOT } from "../../support/root.ts";
import { act as actOf, valueOf as valueAt } from "../../support/talkers.ts";

const { edition } = readKnowledge(ROOT);
const guides = [...edition.guides.values()];
const NOW = Date.parse("2026-11-24T12:00:00+08:00");
const DAY = dayInChina(NOW);
/** Turns a walk may take: every situation and every paper once, with room for going back. */
const BOUND = 60;
const RUNS = 150;
/** Values of a situation that are compared with each other. */
const SPREAD = [0.02, 0.14, 0.27, 0.4, 0.52, 0.65, 0.78, 0.89];

const whims = fc.array(fc.tuple(fc.double({ min: 0, max: 0.999, noNaN: true }), fc.double({ min: 0, max: 0.999, noNaN: true })), { minLength: BOUND, maxLength: BOUND });
/** Guides by id, so that a counterexample is readable. */
const guide = fc.constantFrom(...guides.map((g) => g.id));
const act = (talk: Talk, pick: number, whim: number) => actOf(guides, talk, pick, whim);
const valueOf = (situation: Parameters<typeof valueAt>[0], pick: number) => valueAt(situation, pick, NOW);
const get = (id: string) => edition.guides.get(id)!;

describe("every conversation", () => {
  it("has knowledge to talk about", () => expect(guides.length).toBeGreaterThan(0));

  it("replays to the state it had live, from any prefix", () => {
    fc.assert(fc.property(guide, whims, (id, steps) => {
      const g = get(id);
      const talk = new Talk(edition, NOW);
      talk.click(`guide:${g.id}`);
      for (const [pick, whim] of steps.slice(0, 15)) {
        talk.turn(act(talk, pick, whim));
        expect(replay(JSON.parse(JSON.stringify(talk.events)))).toEqual(JSON.parse(JSON.stringify(talk.state)));
      }
    }), { numRuns: RUNS });
  });

  it("is taken back exactly by 上一步", () => {
    fc.assert(fc.property(guide, whims, (id, steps) => {
      const g = get(id);
      const talk = new Talk(edition, NOW);
      talk.click(`guide:${g.id}`);
      for (const [pick, whim] of steps.slice(0, 12)) {
        const before = talk.view;
        const turns = talk.events.length;
        const replies = talk.turn(act(talk, pick, whim < 0.09 ? 0.5 : whim));
        expect(replies.length).toBeGreaterThan(0);
        const changed = talk.events.slice(turns).some((e) => ["FactGiven", "MaterialMarked", "WalkStarted", "GuideChosen"].includes(e.body.type));
        if (!changed) continue;
        const after = talk.events.length;
        talk.turn({ kind: "undo" });
        expect(talk.view).toEqual(before);
        talk.events.length = after;
      }
    }), { numRuns: RUNS });
  });

  it("ends within a bound, with a verdict and a reason", () => {
    fc.assert(fc.property(guide, whims, (id, steps) => {
      const g = get(id);
      const talk = new Talk(edition, NOW);
      talk.click(`guide:${g.id}`);
      for (const [pick] of steps) {
        if (talk.view.asking === null || talk.view.verdict?.kind === "not-possible" || talk.view.verdict?.kind === "other-service") break;
        talk.turn(act(talk, pick, 1));
      }
      expect(talk.view.verdict, `${g.id} has not ended`).not.toBeNull();
      expect(talk.view.verdict!.text.length).toBeGreaterThan(3);
    }), { numRuns: RUNS });
  });

  it("shows the checklist that the rules give for the facts told", () => {
    fc.assert(fc.property(guide, whims, (id, steps) => {
      const g = get(id);
      const talk = new Talk(edition, NOW);
      talk.click(`guide:${g.id}`);
      for (const [pick, whim] of steps.slice(0, 12)) talk.turn(act(talk, pick, whim));
      const trip = talk.state.trip.find((t) => t.guide === g.id);
      if (!trip || talk.state.trip.length > 1) return;
      const list = buildChecklist(edition, g, trip.facts, DAY);
      expect(talk.view.checklist.map((i) => i.id)).toEqual(list.items.map((i) => i.id));
    }), { numRuns: RUNS });
  });

  it("asks nothing that has no effect", () => {
    fc.assert(fc.property(guide, whims, (id, steps) => {
      const g = get(id);
      let facts: Record<string, Answer> = {};
      for (const [pick] of steps.slice(0, 8)) {
        const [open] = openSituations(g, facts, DAY);
        if (!open) return;
        // Some completion of the other answers makes two values of this one lead to different results.
        const differs = Array.from({ length: 60 }, (_, n) => n).some((n) => {
          const rest = Object.fromEntries(g.situations.filter((s) => s.situation.id !== open.id && s.assume === undefined && facts[s.situation.id] === undefined)
            .map((s, i) => [s.situation.id, valueOf(s.situation, ((n * 7 + i * 13) % 60) / 67)]));
          const results = SPREAD.map((p) => JSON.stringify(resultOf(g.id, { ...rest, ...facts, [open.id]: valueOf(open, p) })));
          return new Set(results).size > 1;
        });
        expect(differs, `${g.id}: ${open.id} after ${JSON.stringify(facts)}`).toBe(true);
        // After a 不知道 nothing can be ruled out any more, so a question may turn out idle: not what is promised here.
        facts = { ...facts, [open.id]: valueOf(open, Math.min(pick, 0.89)) };
      }
    }), { numRuns: 60 });
  });
});

/** Everything a person would notice: outcome, papers, fees, lines. */
function resultOf(id: string, facts: Record<string, Answer>): unknown {
  const g = edition.guides.get(id)!;
  const list = buildChecklist(edition, g, facts, DAY);
  const lines = [...Object.values(g.lines).flat(), ...g.faq].map((l) => evaluate(l.when, facts, DAY));
  return [list.outcome?.text, list.items.map((i) => [i.id, i.anyOf, i.certain]), list.fees.map((f) => [f.rule.item, f.rule.amount, f.rule.text]), lines];
}
