/**
 * The checker: what a careful editor would find in the guides. The same findings stand in the terminal, in CI and
 * beside the curators' fields.
 */
import { factsIn, type Condition } from "../domain/condition.ts";
import type { Edition } from "../domain/edition.ts";
import { situationOf, type Guide, type Rule } from "../domain/guide.ts";
import type { Finding } from "./finding.ts";
import type { Knowledge } from "./read.ts";
import { vagueIn } from "./vague.ts";
import type { YamlFile } from "./yamlFile.ts";

/** All findings about the files that were read: those of reading, then those of meaning. */
export function checkKnowledge(knowledge: Knowledge): Finding[] {
  const findings = [...knowledge.findings];
  for (const guide of knowledge.edition.guides.values()) {
    const file = knowledge.files.get(guide.id);
    if (!file) continue;
    checkGuide(knowledge.edition, guide, file);
    findings.push(...file.findings.splice(0));
  }
  return findings;
}

function checkGuide(edition: Edition, guide: Guide, file: YamlFile): void {
  checkReferences(edition, guide, file);
  checkSituations(guide, file);
  checkHolders(guide, file);
  checkWording(guide, file);
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
