/** A journey as its author writes it (docs/tasks/add-a-journey.md) → the journey of the edition, and what is wrong with it. */
import { factsIn, type Condition } from "../domain/condition.ts";
import type { Edition } from "../domain/edition.ts";
import { isAnswerFor, roleOf, type FactId } from "../domain/facts.ts";
import { situationOf, type Guide } from "../domain/guide.ts";
import { asStep, factOfStep, type Journey, type JourneyStep } from "../domain/journey.ts";
import type { Source } from "../domain/source.ts";
import type { Finding } from "./finding.ts";
import { RuleReader } from "./ruleFile.ts";
import type { JourneyFile } from "./schema.ts";
import type { YamlFile } from "./yamlFile.ts";

export function toJourney(data: JourneyFile, file: YamlFile, sources: ReadonlyMap<string, Source>): Journey {
  const rules = new RuleReader(file, sources);
  return {
    id: data.id, name: data.name, say: data.say, same: data.same, alike: data.alike,
    people: Object.entries(data.people).map(([id, person]) => ({ id, ...person })),
    situations: data.situations.map(({ when, assume, ...situation }, i) => ({ situation, when: rules.condition(when, ["situations", i, "when"]), assume })),
    steps: data.steps.map(({ when, facts, ...step }, i) => ({
      ...step, when: rules.condition(when, ["steps", i, "when"]),
      facts: facts.map((f, k) => ({ fact: f.fact, value: f.value, when: rules.condition(f.when, ["steps", i, "facts", k, "when"]) })),
    })),
  };
}

/** Every person, question and fact that a journey names must be one, else an answer is silently lost. */
export function checkJourneys(edition: Edition): Finding[] {
  return [...edition.journeys.values()].flatMap((journey): Finding[] => {
    const findings: Finding[] = [];
    const add = (rule: string, cause: string, remedy: string): void => {
      findings.push({ level: "error", rule, file: `knowledge/journeys/${journey.id}.yaml`, line: 1, cause, remedy });
    };
    const known = factsOf(edition, journey);
    const unknown = (when: Condition): void => factsIn(when).filter((f) => !known.has(f))
      .forEach((f) => add("unknown-situation", `条件里的“${f}”，这件事里没有哪份指南问，自己也没问`, "改成这件事里的情形编号（人按 people 里的叫法），或在 situations 里加上。"));
    const dead = (where: string, ids: readonly string[], all: ReadonlySet<string>): void => ids.filter((i) => !all.has(i))
      .forEach((i) => add("unknown-role", `${where}里的“${i}”，这件事里没有这个人`, "改成 people 里的人，或指南里的角色。"));
    for (const { situation, when } of journey.situations) {
      unknown(when);
      if (situation.type === "choice" && situation.options.length < 2) add("few-options", `“${situation.ask}”不到两个选项`, "写全选项，或改成 yesno。");
    }
    for (const step of journey.steps) {
      const guide = edition.guides.get(step.guide);
      if (!guide) continue;
      dead(`${step.guide} 的 people `, Object.keys(step.people), new Set(rolesIn(guide)));
      dead(`${step.guide} 的 papers `, Object.keys(step.papers), new Set(guide.materials.flatMap((m) => m.anyOf.flatMap((b) => b.papers.map((p) => p.paper)))));
      factsIn(step.when).filter((f) => !journey.situations.some((s) => s.situation.id === f))
        .forEach((f) => add("unknown-situation", `${step.guide} 的 when 里的“${f}”不是这件事自己问的`, "when 只能用这件事 situations 里的情形。"));
      const before = journey.steps.map((s) => s.guide);
      step.after.filter((a) => !before.includes(a)).forEach((a) => add("unknown-service", `${step.guide} 的 after 里的“${a}”不在这件事里`, "改成这件事里的事项。"));
      checkFacts(asStep(guide, journey, step), step, unknown, add);
      clashes(guide, step).forEach((f) => add("clash", `${step.guide} 里两个问题都成了“${f}”`, "people 里别把问到同一件事的两个角色当成同一个人。"));
    }
    Object.entries(journey.alike).flatMap(([a, b]) => [a, ...b]).filter((m) => !edition.materials.has(m))
      .forEach((m) => add("unknown-material", `alike 里的“${m}”不是材料`, "改成已有的材料编号。"));
    journey.same.filter((f) => !known.has(f)).forEach((f) => add("unknown-situation", `same 里的“${f}”没有哪份指南问`, "改成这件事里的情形编号（人按 people 里的叫法），或删掉。"));
    const people = new Set(journey.steps.flatMap((s) => edition.guides.get(s.guide)?.roles.map((r) => s.people[r.id] ?? r.id) ?? []));
    dead("people ", journey.people.flatMap((p) => [p.id, ...p.oneOf]), people);
    return findings;
  });
}

function checkFacts(guide: Guide, step: JourneyStep, unknown: (when: Condition) => void, add: (rule: string, cause: string, remedy: string) => void): void {
  for (const { fact, value, when } of step.facts) {
    unknown(when);
    const situation = situationOf(guide, fact);
    if (!situation) add("unknown-situation", `${step.guide} 不问“${fact}”`, "facts 里写这份指南问的情形（人按 people 里的叫法）。");
    else if (!isAnswerFor(situation, value)) add("unknown-option", `“${situation.ask}”没有“${String(value)}”这个回答`, "改成它的一个选项。");
  }
}

/** The roles of a guide: those of people, and those that only its facts have ("car.kind"). */
function rolesIn(guide: Guide): string[] {
  return [...guide.roles.map((r) => r.id), ...guide.situations.map((s) => roleOf(s.situation.id))];
}

function factsOf(edition: Edition, journey: Journey): ReadonlySet<FactId> {
  return new Set([...journey.situations.map((s) => s.situation.id), ...journey.steps.flatMap((s) =>
    edition.guides.get(s.guide)?.situations.map((a) => factOfStep(s, a.situation.id)) ?? [])]);
}

function clashes(guide: Guide, step: JourneyStep): FactId[] {
  const ids = guide.situations.map((s) => factOfStep(step, s.situation.id));
  return ids.filter((id, i) => ids.indexOf(id) !== i);
}
