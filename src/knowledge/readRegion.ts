/** A place's file (`knowledge/regions/<adcode>.yaml`) → what it lays over the national guides. */
import { factsIn } from "../domain/condition.ts";
import { situationOf, type FeeRule, type Guide, type GuideLines, type Line, type MaterialRule, type Rule } from "../domain/guide.ts";
import type { GuidePatch, LocalPaper, RegionPack } from "../domain/regionPack.ts";
import type { Source } from "../domain/source.ts";
import { RuleReader } from "./ruleFile.ts";
import type { RegionFile } from "./schema.ts";
import type { YamlFile } from "./yamlFile.ts";

/** @param guides the national guides; @param sources the nation's and this place's own */
export function toRegionPack(
  data: RegionFile, file: YamlFile, guides: ReadonlyMap<string, Guide>, sources: ReadonlyMap<string, Source>,
): RegionPack {
  const rules = new RuleReader(file, sources);
  const known = (id: string, path: readonly PropertyKey[]): boolean => {
    if (guides.has(id)) return true;
    file.add("error", "unknown-guide", path, `没有编号为“${id}”的指南`, "改成指南的编号；全部编号在 docs/knowledge.md。");
    return false;
  };
  const lines: Of<{ list: keyof GuideLines; line: Line }>[] = [];
  const fees: Of<FeeRule>[] = [];
  const papers: Of<LocalPaper>[] = [];
  const materials: Of<MaterialRule>[] = [];
  const add = (guide: string, list: keyof GuideLines, line: Line): void => { lines.push([guide, { list, line }]); };

  data.offices.forEach((office, i) => office.guides.forEach((id, j) => {
    if (!known(id, ["offices", i, "guides", j])) return;
    const rule = rules.rule(office, ["offices", i]);
    add(id, "places", { ...rule, text: `${office.name}，在${office.address}。` });
    if (office.hours !== undefined) add(id, "hours", { ...rule, text: `${office.name}：${office.hours}` });
    if (office.phone !== undefined) add(id, "phones", { ...rule, text: `${office.name}：${office.phone}` });
  }));
  data.lines.forEach(({ guide, list, text, amount, per, days, unit, depth, url, ...written }, i) => {
    if (!known(guide, ["lines", i, "guide"])) return;
    const rule = rules.rule(written, ["lines", i]);
    mustBeAsked(guides.get(guide)!, rule, file, ["lines", i, "when"]);
    if (list === "fees") fees.push([guide, { ...rule, item: text, amount, per }]);
    else if (list === "times") add(guide, list, { ...rule, kind: "promised", days, unit, text } as Line);
    else if (list === "online") {
      if (depth === undefined) file.add("error", "no-depth", ["lines", i], "网上办理没写能办到哪一步", "depth 写 full（全程网办）、partial（部分网办）或 none（不能网办）。");
      add(guide, list, { ...rule, depth: depth ?? "none", text, url } as Line);
    } else add(guide, list, { ...rule, text });
  });
  data.papers.forEach((p, i) => {
    const guide = guides.get(p.guide);
    if (!known(p.guide, ["papers", i, "guide"]) || !guide) return;
    const rule = rules.rule(p, ["papers", i]);
    mustBeAsked(guide, rule, file, ["papers", i, "when"]);
    if (p.do === "add") { const made = added(p, guide, rule, file, i); if (made) materials.push([p.guide, made]); return; }
    const asked = guide.materials.some((m) => m.anyOf.some((b) => b.papers.some((n) => n.paper === p.paper && (p.holder === undefined || p.holder === n.holder))));
    if (!asked) file.add("error", "paper-not-asked", ["papers", i, "paper"], `“${guide.name}”本来就不要“${p.paper}”`, "改成它要的材料；当地加收的写 do: add。");
    if (p.do === "note" && p.note === undefined) file.add("error", "no-note", ["papers", i], "没写当地要注意什么", "写上 note；和全国一样的写 do: same。");
    papers.push([p.guide, { ...rule, paper: p.paper, holder: p.holder, note: p.do === "note" ? p.note : undefined }]);
  });
  const told = [...new Set([...lines, ...fees, ...papers, ...materials].map(([guide]) => guide))];
  const patches = told.map((guide): GuidePatch => ({
    guide, lines: byList(of(lines, guide)), fees: of(fees, guide), papers: of(papers, guide), materials: of(materials, guide),
  }));
  return { id: data.id, name: data.name, invented: data.invented, patches };
}

/** Something said about a guide. */
type Of<T> = readonly [guide: string, said: T];

function of<T>(all: readonly Of<T>[], guide: string): T[] {
  return all.filter(([about]) => about === guide).map(([, said]) => said);
}

function byList(said: readonly { list: keyof GuideLines; line: Line }[]): Partial<GuideLines> {
  const lists = [...new Set(said.map((s) => s.list))];
  return Object.fromEntries(lists.map((list) => [list, said.filter((s) => s.list === list).map((s) => s.line)]));
}

function mustBeAsked(guide: Guide, rule: Rule, file: YamlFile, path: readonly PropertyKey[]): void {
  for (const fact of factsIn(rule.when)) {
    if (!situationOf(guide, fact)) file.add("error", "unknown-situation", path, `“${guide.name}”不问“${fact}”`, "条件里只能用这份指南的情形。");
  }
}

/** A paper this place asks for beyond the national list; whoever asks for more says why and on what ground. */
function added(p: RegionFile["papers"][number], guide: Guide, rule: Omit<MaterialRule, "id" | "anyOf" | "because" | "onSite">, file: YamlFile, i: number): MaterialRule | null {
  const { paper, holder, shown, surrendered, copies, spec, because } = p;
  if (holder === undefined || because === undefined || shown + surrendered + copies === 0) {
    file.add("error", "half-paper", ["papers", i], `加收的“${paper}”没写全`, "写上 holder（谁的）、because（为什么要）和份数（shown、surrendered 或 copies）。");
    return null;
  }
  if (!guide.roles.some((r) => r.id === holder)) {
    file.add("error", "unknown-role", ["papers", i, "holder"], `“${holder}”不是“${guide.name}”的角色`, `可以写：${guide.roles.map((r) => r.id).join("、")}。`);
    return null;
  }
  return { ...rule, id: `${paper}.${holder}`, anyOf: [{ papers: [{ paper, holder, shown, surrendered, copies, spec }] }], because, note: p.note, onSite: false };
}
