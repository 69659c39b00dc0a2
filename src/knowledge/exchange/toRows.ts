/** Guides and what they stand on → the rows of the workbook. */
import type { Bundle, Entry } from "./bundle.ts";
import { GIVES, SAID, SHARED, type Row, type Rows } from "./sheets.ts";

/** @param nameOf the name of a service that has no guide in the bundle */
export function toRows(bundle: Bundle, nameOf: (serviceId: string) => string): Rows {
  const guideNames = new Map(bundle.guides.map((g) => [g.id, g.name]));
  const paperNames = new Map(bundle.materials.map((m) => [m.id, m.name]));
  const names: Names = { guide: (id) => guideNames.get(id) ?? nameOf(id), paper: (id) => paperNames.get(id) ?? "" };
  const each = (rowsOf: (guide: Guide, names: Names) => readonly Row[]): Row[] =>
    bundle.guides.flatMap((g) => rowsOf(g, names).map((row) => ({ of: g.id, ofName: g.name, ...row })));
  return {
    事项: bundle.guides.map(({ id, name, plain, tier, audience, authority, summary }) => ({ id, name, plain, tier, audience, authority, summary })),
    情形: [...bundle.situations.flatMap(situationRows).map((row) => ({ of: SHARED, ...row })), ...each((g) => g.situations.flatMap(situationRows))],
    材料: each((g, n) => g.materials.flatMap((m, i) => materialRows(m, i + 1, n))),
    收费: each((g) => g.fees),
    结果: each(resultRows),
    时限: each((g) => g.times),
    渠道与说明: each(saidRows),
    材料库: bundle.materials.map(({ get, ...m }) => ({ ...m, ...under("get", get) })),
    出处: bundle.sources.map(({ verified, ...s }) => ({ ...s, ...under("verified", verified) })),
  };
}

/** What a place has loaded: a row says which place it belongs to. */
export function regionRows(regions: readonly Entry<"regions">[], nameOf: (serviceId: string) => string): Rows {
  const each = (rowsOf: (region: Entry<"regions">) => readonly Row[]): Row[] =>
    regions.flatMap((r) => rowsOf(r).map((row) => ({ of: r.id, ...row })));
  return {
    地区: regions.map(({ id, name, areaCode, invented }) => ({ id, name, areaCode, invented })),
    本地窗口: each((r) => r.offices),
    本地说法: each((r) => r.lines.map((line) => ({ ...line, guideName: nameOf(line.guide) }))),
    本地材料: each((r) => r.papers.map((paper) => ({ ...paper, guideName: nameOf(paper.guide) }))),
    本地出处: each((r) => r.sources.map(({ verified, ...s }) => ({ ...s, ...under("verified", verified) }))),
  };
}

type Guide = Entry<"guides">;
interface Names {
  guide(id: string): string;
  paper(id: string): string;
}

const under = (key: string, value: object): Row => Object.fromEntries(Object.entries(value).map(([k, v]) => [`${key}.${k}`, v]));

/** A shared situation's use is one row; a choice has one row an option, the first of them with the question. */
function situationRows(s: Guide["situations"][number] | Entry<"situations">): Row[] {
  if ("use" in s) return [{ ...s, id: s.use, use: true }];
  const { options, ...rest } = s;
  const [first, ...others] = options.map((o) => under("option", o));
  return [{ ...rest, ...first }, ...others.map((o) => ({ id: s.id, ...o }))];
}

/** One row a paper: the first carries what the whole rule says. */
function materialRows(m: Guide["materials"][number], no: number, names: Names): Row[] {
  const shownPaper = <P extends { paper: string }>(paper: P): Row => ({ ...paper, paperName: names.paper(paper.paper) });
  if (!("anyOf" in m)) return [{ ...m, ...shownPaper(m), no, need: m.when ? "特定情形必要" : "必要" }];
  const { anyOf, ...rule } = m;
  const rows = anyOf.flatMap((branch, b) => branch.papers.map((paper, p) =>
    ({ no, branch: b + 1, need: "任选其一", label: p === 0 ? branch.label : undefined, ...shownPaper(paper) })));
  return rows.map((row, i) => (i === 0 ? { ...row, ...rule } : row));
}

function resultRows(g: Guide, names: Names): Row[] {
  return [
    ...g.outcomes.map(({ guide, ...o }) => ({ ...o, about: guide, aboutName: guide === undefined ? undefined : names.guide(guide) })),
    ...g.gives.map((id) => ({ verdict: GIVES, about: id, aboutName: names.paper(id) })),
  ];
}

/** The columns of 渠道与说明 serve all lists: whom or what a line is about, what it demands, what it says. */
function saidRows(g: Guide): Row[] {
  const lists: Readonly<Record<keyof typeof SAID, readonly Row[]>> = {
    ...g,
    roles: Object.entries(g.roles).map(([id, { label, kin }]) => ({ about: id, text: label, kin })),
    online: g.online.map(({ depth, ...line }) => ({ ...line, demand: depth })),
    who: g.who.map(({ role, must, ...line }) => ({ ...line, about: role, demand: must })),
    faq: g.faq.map(({ answer, ...line }) => ({ ...line, text: answer })),
    related: g.related.map(({ guide, differs }) => ({ about: guide, text: differs })),
  };
  return (Object.keys(SAID) as (keyof typeof SAID)[]).flatMap((list) => lists[list].map((row) => ({ list, ...row })));
}
