/** The coverage page (docs/knowledge.md): every service with what its guide holds and how that was verified. */
import type { Edition } from "../domain/edition.ts";
import type { Guide, Rule } from "../domain/guide.ts";
import { isUnverified } from "../domain/source.ts";
import { questionsAsked } from "./paths.ts";
import { listUnverified } from "./unverified.ts";

/** @param tested ids of the guides that have a people table */
export function coveragePage(edition: Edition, tested: ReadonlySet<string>): string {
  const unverified = new Map<string, number>();
  for (const p of listUnverified(edition)) unverified.set(p.guide, (unverified.get(p.guide) ?? 0) + 1);
  const rows = [...edition.services.values()].map((s) => {
    const guide = edition.guides.get(s.id);
    return guide ? row(guide, tested.has(guide.id), unverified.get(guide.id) ?? 0) : `| ${s.id} | ${s.name} | – | | | | | | |`;
  });
  const guides = [...edition.guides.values()];
  return [
    "# Coverage of the knowledge",
    "",
    "Made by `npm run -s yicitong -- coverage`; a test fails when it is out of date. \"Read\" counts points whose source was read in its text, \"reported\" those confirmed by a report, \"open\" those nobody has confirmed: they are spoken with whom to ask (`check --unverified` lists them). \"Questions\" is how many a person is asked who volunteers nothing: the mean over all ways through the guide, and the most.",
    "",
    `${edition.services.size} services, ${guides.length} guides (${guides.filter((g) => g.tier === "exact").length} exact, ${guides.filter((g) => g.tier === "skeleton").length} skeleton), ${tested.size} with a people table, ${edition.materials.size} materials, ${edition.sources.size} sources. A guide asks ${(guides.reduce((sum, g) => sum + questionsAsked(g, COUNTED_ON).mean, 0) / Math.max(1, guides.length)).toFixed(1)} questions on average.`,
    "",
    "| service | name | tier | situations | questions | papers | people | read / reported / open | verified |",
    "|---|---|---|---|---|---|---|---|---|",
    ...rows,
    "",
  ].join("\n");
}

function row(guide: Guide, tested: boolean, open: number): string {
  const rules = rulesOf(guide);
  const read = rules.filter((r) => r.citation.verified.how === "original").length;
  const days = rules.flatMap((r) => isUnverified(r.citation) ? [] : [r.citation.verified.on!]).sort();
  const asked = guide.situations.filter((s) => s.assume === undefined).length;
  return `| ${guide.id} | ${guide.name} | ${guide.tier} | ${asked} asked, ${guide.situations.length - asked} assumed | ${questionsText(guide)} | ${guide.materials.length} | ${tested ? "yes" : "no"} | ${read} / ${rules.length - read - open} / ${open} | ${days[0] ?? "–"} |`;
}

/** The day on which questions are counted: a fixed one, so that the page changes only with the knowledge. */
const COUNTED_ON = "2026-11-24";

function questionsText(guide: Guide): string {
  const { mean, most } = questionsAsked(guide, COUNTED_ON);
  return `${mean.toFixed(1)} (at most ${most})`;
}

function rulesOf(guide: Guide): Rule[] {
  return [...guide.materials, ...guide.fees, ...guide.outcomes, ...guide.faq, ...Object.values(guide.lines).flat() as Rule[]];
}
