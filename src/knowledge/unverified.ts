/** Every point of the guides that nobody has confirmed in a text or a report: what curators have to look up. */
import type { Edition } from "../domain/edition.ts";
import type { Rule } from "../domain/guide.ts";
import { isUnverified, type Citation } from "../domain/source.ts";

export interface UnverifiedPoint {
  readonly guide: string;
  readonly where: string;
  readonly text: string;
  readonly citation: Citation;
}

export function listUnverified(edition: Edition): UnverifiedPoint[] {
  return [...edition.guides.values()].flatMap((guide) => {
    const lists: [string, readonly (Rule & { text?: string; because?: string; item?: string; answer?: string })[]][] = [
      ["材料", guide.materials], ["费用", guide.fees], ["结论", guide.outcomes], ["问答", guide.faq], ...Object.entries(guide.lines) as [string, readonly Rule[]][],
    ];
    return lists.flatMap(([where, rules]) => rules.filter((r) => isUnverified(r.citation))
      .map((r) => ({ guide: guide.id, where, text: r.text ?? r.because ?? r.item ?? r.answer ?? "", citation: r.citation })));
  });
}
