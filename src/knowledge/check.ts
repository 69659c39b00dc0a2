/**
 * The checker: what a careful editor would find in the guides. The same findings stand in the terminal, in CI and
 * beside the curators' fields.
 */
import { factsIn, type Condition } from "../domain/condition.ts";
import type { Edition } from "../domain/edition.ts";
import { dayInChina } from "../domain/days.ts";
import type { Day } from "../domain/facts.ts";
import { situationOf, type Guide, type Rule } from "../domain/guide.ts";
import { isReachable, sameOptions } from "../domain/reach.ts";
import type { Finding } from "./finding.ts";
import type { Knowledge } from "./read.ts";
import { checkJourneys } from "./readJourney.ts";
import { vagueIn } from "./vague.ts";
import type { YamlFile } from "./yamlFile.ts";

/** A source that was read longer ago may have changed since. */
export const STALE_AFTER_DAYS = 180;

/**
 * All findings about the files that were read: those of reading, then those of meaning.
 * @param day today, against which the age of what was verified is measured
 */
export function checkKnowledge(knowledge: Knowledge, day: Day = dayInChina(Date.now())): Finding[] {
  const findings = [...knowledge.findings];
  for (const guide of knowledge.edition.guides.values()) {
    const file = knowledge.files.get(guide.id);
    if (!file) continue;
    checkGuide(knowledge.edition, guide, file, day);
    findings.push(...file.findings.splice(0));
  }
  return [...findings, ...checkLinks(knowledge.edition), ...checkJourneys(knowledge.edition), ...checkAges(knowledge.edition, day), ...checkFees(knowledge.edition)];
}

function checkGuide(edition: Edition, guide: Guide, file: YamlFile, day: Day): void {
  checkReferences(edition, guide, file);
  checkSituations(guide, file);
  checkReach(guide, file, day);
  checkHolders(guide, file);
  checkWording(guide, file);
}

/** What nobody can reach is not read by anybody either: a slip in a condition, or a gate that shuts it out. */
function checkReach(guide: Guide, file: YamlFile, day: Day): void {
  for (const [key, rules] of ruleLists(guide)) {
    rules.forEach((rule, i) => {
      if (factsIn(rule.when).every((fact) => situationOf(guide, fact)) && !isReachable(guide, rule.when, day)) {
        file.add("error", "unreachable", [key, i, "when"], "没有人会走到这一条：它的条件不可能成立", "改正条件，或改正情形的 when（问都不问的情形，答案不算数）。");
      }
    });
  }
  guide.situations.forEach(({ situation }, i) => {
    for (const ids of sameOptions(guide, situation)) {
      file.add("info", "same-options", ["situations", i], `“${situation.ask}”的选项 ${ids.join("、")} 结果一样`, "若分开写不是为了让人认得出自己，就并成一个选项。");
    }
  });
}

/** References from what is not a guide. */
function checkLinks(edition: Edition): Finding[] {
  const dead = (file: string, guide: string | undefined): Finding[] => guide === undefined || edition.services.has(guide) ? []
    : [{ level: "error", rule: "unknown-service", file, line: 1, cause: `没有叫“${guide}”的事项`, remedy: "改成事项目录里的编号。" }];
  return [
    ...[...edition.materials.values()].flatMap((m) => dead(`knowledge/materials/${m.id}.yaml`, m.get.guide)),
    ...[...edition.journeys.values()].flatMap((j) => j.steps.flatMap((s) => dead(`knowledge/journeys/${j.id}.yaml`, s.guide))),
    ...[...edition.talk.values()].flatMap((t) => dead(`intents/talk/${t.id}.yaml`, t.offer)),
  ];
}

/** Sources that should be read again. */
function checkAges(edition: Edition, day: Day): Finding[] {
  return [...edition.sources.values()].flatMap((source): Finding[] => {
    const { on } = source.verified;
    if (on === undefined) return [];
    const age = Math.round((Date.parse(day) - Date.parse(on)) / 86_400_000);
    return age <= STALE_AFTER_DAYS ? [] : [{
      level: "warning", rule: "stale", file: `knowledge/sources/${source.id}.yaml`, line: 1,
      cause: `“${source.title}”已经 ${age} 天没有核对过（${on}）`, remedy: "重新看一遍出处，改 verified.on；内容变了，先改引用它的指南。",
    }];
  });
}

/** One item by one article costs the same wherever it is charged without a condition. */
function checkFees(edition: Edition): Finding[] {
  const seen = new Map<string, { guide: string; amount: number }>();
  return [...edition.guides.values()].flatMap((guide) => guide.fees.flatMap((fee): Finding[] => {
    if (fee.amount === undefined || fee.when.op !== "always" || fee.from !== undefined || fee.until !== undefined) return [];
    const key = JSON.stringify([fee.item, fee.per, fee.citation.source, fee.citation.article]);
    const before = seen.get(key);
    if (!before) seen.set(key, { guide: guide.id, amount: fee.amount });
    return !before || before.amount === fee.amount ? [] : [{
      level: "error", rule: "contradiction", file: `knowledge/guides/${guide.id}.yaml`, line: 1,
      cause: `“${fee.item}”这里写 ${fee.amount} 元，${before.guide} 里写 ${before.amount} 元，出处相同`, remedy: "看出处原文，改正其中一份。",
    }];
  }));
}

/** The lists of a guide's rules by their key in the file. */
function ruleLists(guide: Guide): readonly (readonly [string, readonly Rule[]])[] {
  const { lines } = guide;
  return [
    ["outcomes", guide.outcomes], ["materials", guide.materials], ["fees", guide.fees], ["faq", guide.faq],
    ["times", lines.times], ["places", lines.places], ["hours", lines.hours], ["phones", lines.phones], ["online", lines.online],
    ["who", lines.who], ["eligibility", lines.eligibility], ["validity", lines.validity], ["progress", lines.progress],
    ["deadlines", lines.deadlines], ["steps", lines.steps], ["pitfalls", lines.pitfalls],
  ];
}

function checkReferences(edition: Edition, guide: Guide, file: YamlFile): void {
  if (!edition.services.has(guide.id)) {
    file.add("error", "unknown-service", ["id"], `事项目录里没有 ${guide.id}`, "编号要和 knowledge/catalogue.yaml 一致，或先把事项加进目录。");
  }
  guide.materials.forEach((rule, i) => rule.anyOf.forEach((branch) => branch.papers.forEach((need) => {
    if (!edition.materials.has(need.paper)) {
      file.add("error", "unknown-material", ["materials", i], `没有叫“${need.paper}”的材料`, `新建 knowledge/materials/${need.paper}.yaml，或改成已有的编号。`);
    }
  })));
  guide.related.forEach((n, i) => {
    if (!edition.services.has(n.guide)) file.add("error", "unknown-service", ["related", i, "guide"], `没有叫“${n.guide}”的事项`, "改成事项目录里的编号。");
  });
  guide.outcomes.forEach((o, i) => {
    if (o.guide !== undefined && !edition.services.has(o.guide)) file.add("error", "unknown-service", ["outcomes", i, "guide"], `没有叫“${o.guide}”的事项`, "改成事项目录里的编号。");
    if ((o.verdict === "other-service" || o.verdict === "first") && o.guide === undefined) {
      file.add("error", "outcome-without-guide", ["outcomes", i], `${o.verdict} 没写去办哪一件`, "加上 guide: 事项编号。");
    }
  });
  guide.gives.forEach((m, i) => {
    if (!edition.materials.has(m)) file.add("error", "unknown-material", ["gives", i], `没有叫“${m}”的材料`, `新建 knowledge/materials/${m}.yaml。`);
  });
}

/** Conditions mention only situations of the guide, with values they can have; every situation changes something. */
function checkSituations(guide: Guide, file: YamlFile): void {
  const used = new Set<string>();
  for (const [key, rules] of ruleLists(guide)) {
    rules.forEach((rule, i) => checkCondition(guide, file, rule.when, [key, i, "when"], used));
  }
  guide.situations.forEach(({ situation, when }, i) => {
    checkCondition(guide, file, when, ["situations", i, "when"], used);
    if (situation.type === "choice" && situation.options.length < 2) {
      file.add("error", "too-few-options", ["situations", i], `“${situation.ask}”只有 ${situation.options.length} 个选项`, "写至少两个选项，或改成 yesno。");
    }
  });
  guide.situations.forEach(({ situation }, i) => {
    if (!used.has(situation.id)) {
      file.add("error", "idle-situation", ["situations", i], `“${situation.ask}”的答案不改变任何结果`, "删掉这个情形，或给材料、费用、地点加上依它而定的条件。");
    }
  });
}

function checkCondition(guide: Guide, file: YamlFile, condition: Condition, path: readonly PropertyKey[], used: Set<string>): void {
  for (const fact of factsIn(condition)) {
    used.add(fact);
    if (!situationOf(guide, fact)) {
      file.add("error", "unknown-situation", path, `条件里的“${fact}”不是本指南的情形`, "在 situations 里加上它，或改正编号。");
    }
  }
  for (const leaf of leaves(condition)) {
    const situation = leaf.op === "is" ? situationOf(guide, leaf.fact) : undefined;
    if (leaf.op !== "is" || !situation) continue;
    for (const value of leaf.values) {
      const fits = situation.type === "choice" ? situation.options.some((o) => o.id === value)
        : situation.type === "yesno" ? typeof value === "boolean" : typeof value === "number";
      if (!fits) file.add("error", "impossible-value", path, `“${leaf.fact}”不会是“${String(value)}”`, "改成它的选项之一（是非题写 true 或 false，数值用 atLeast、under 等）。");
    }
  }
}

function leaves(condition: Condition): Condition[] {
  return condition.op === "all" || condition.op === "any" ? condition.of.flatMap(leaves)
    : condition.op === "not" ? leaves(condition.of) : [condition];
}

function checkHolders(guide: Guide, file: YamlFile): void {
  guide.materials.forEach((rule, i) => rule.anyOf.forEach((branch) => branch.papers.forEach((need) => {
    if (!guide.roles.some((r) => r.id === need.holder)) {
      file.add("error", "unknown-role", ["materials", i], `“${need.paper}”的持有人“${need.holder}”不是本指南的角色`, "在 roles 里加上这个角色，或改正。");
    }
    if (need.shown + need.surrendered + need.copies === 0) {
      file.add("error", "no-count", ["materials", i], `“${need.paper}”没写要几份`, "写上 shown（给窗口看的原件）、surrendered（交给窗口的原件）或 copies（复印件）的份数。");
    }
  })));
  guide.lines.who.forEach((w, i) => {
    if (!guide.roles.some((r) => r.id === w.role)) file.add("error", "unknown-role", ["who", i, "role"], `“${w.role}”不是本指南的角色`, "在 roles 里加上这个角色，或改正。");
  });
}

/** Words that leave a person standing at the counter: 相关材料, 有效证件, 等, 尽快 … */
function checkWording(guide: Guide, file: YamlFile): void {
  const look = (text: string | undefined, path: readonly PropertyKey[]): void => {
    for (const v of vagueIn(text ?? "")) file.add(v.level, v.rule, path, `“${v.found}”说得含糊：${v.why}`, v.remedy);
  };
  look(guide.summary, ["summary"]);
  guide.situations.forEach(({ situation }, i) => look(situation.ask, ["situations", i, "ask"]));
  guide.materials.forEach((m, i) => { look(m.because, ["materials", i, "because"]); look(m.note, ["materials", i, "note"]); });
  guide.outcomes.forEach((o, i) => look(o.text, ["outcomes", i, "text"]));
  guide.faq.forEach((f, i) => look(f.answer, ["faq", i, "answer"]));
  for (const [key, lines] of Object.entries(guide.lines) as [string, readonly { text: string }[]][]) {
    const fileKey = key;
    lines.forEach((l, i) => look(l.text, [fileKey, i, "text"]));
  }
}
