/**
 * Where somebody is registered and where they are: "户口在老家四川，人在杭州", "我在北京上班，河北户口".
 */
import type { Whereabouts } from "../domain/understanding.ts";

const HOUSEHOLD = /户口|户籍|老家|籍贯/;
const HERE = /(?:人|我|现|住|跟我|就)在|在[^，。]{1,6}(?:上班|打工|工作|住|做事|做生意|读书|上学|带孙|这边|租房)/;

/** @param place the most exact place that a text names; @returns null unless both are told */
export function whereabouts(normal: string, place: (text: string) => string | null): Whereabouts | null {
  let household: string | null = null;
  let here: string | null = null;
  for (const clause of clausesOf(normal)) {
    const code = place(clause);
    if (code === null) continue;
    if (HOUSEHOLD.test(clause)) household ??= code;
    else if (HERE.test(clause)) here ??= code;
  }
  return household !== null && here !== null ? { household, here } : null;
}

/** Clauses, and "我人在广东打工户口是湖南的" parted where 户口 begins the second half. */
function clausesOf(text: string): string[] {
  return text.split(/[，,。；;！!？?\s]+/).flatMap((clause) => {
    const at = clause.search(/(?:户口|户籍)(?:还|都|就)?(?:在|是)/);
    return at > 0 && HERE.test(clause.slice(0, at)) ? [clause.slice(0, at), clause.slice(at)] : [clause];
  });
}
