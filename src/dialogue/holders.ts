/**
 * Whose paper the words speak of: "我老婆身份证丢了", "我爸的户口本在，我的没有" → the role that holds it.
 */
import type { ChecklistItem } from "../domain/checklist.ts";
import type { Edition } from "../domain/edition.ts";
import type { Kin } from "../domain/facts.ts";
import { MAIN_ROLE, type Role } from "../domain/guide.ts";
import type { PersonMention, Understanding } from "../domain/understanding.ts";

type Sex = "m" | "f" | null;

/** The person a paper is said to belong to, as the words have it. */
export interface Possessor {
  readonly kin: Kin;
  readonly sex: Sex;
  /** "我老婆", "您自己": how to say it back. */
  readonly word: string;
}

const SEX_WORDS: Readonly<Record<"m" | "f", RegExp>> = {
  m: /老公|丈夫|未婚夫|男朋友|先生|前夫|爸|爹|爷|公|儿子|哥|弟|叔|舅|男/,
  f: /老婆|妻|媳妇|未婚妻|女朋友|太太|婆|妈|娘|奶|姥姥|女|姐|妹|姨|姑/,
};
/** Roles that say which of a couple they are. */
const SEX_OF_ROLE: Readonly<Record<string, Sex>> = { groom: "m", husband: "m", father: "m", bride: "f", wife: "f", mother: "f" };
/** Relatives who hold a role when the guide does not say; a role that stands nowhere may be anybody's. */
const KIN_OF_ROLE: Readonly<Record<string, readonly Kin[]>> = {
  spouse: ["spouse"], child: ["child"], guardian: ["self", "spouse"], parent: ["self", "spouse"], agent: ["self"], deceased: [],
};

/** Who is named last in the clause up to `end`; "他的" and "她的" are whose affair it is. */
export function possessorIn(said: Understanding, start: number, end: number, subject: Kin | null): Possessor | null {
  const clause = said.normal.slice(start, end);
  const persons = said.mentions.filter((m): m is PersonMention => m.kind === "person" && m.at[0] >= start && m.at[1] <= end);
  const named = persons.at(-1);
  const self = selfIn(clause);
  if (named && (self < 0 || named.kin !== "self" && named.at[0] - start >= self - 1)) {
    return { kin: named.kin, sex: named.kin === "self" ? selfSex(said) : sexOf(named.word), word: said.normal.slice(/我|俺/.test(said.normal[named.at[0] - 1] ?? "") ? named.at[0] - 1 : named.at[0], named.at[1]) };
  }
  if (self >= 0) return { kin: "self", sex: selfSex(said), word: "您自己" };
  if (/[他她]/.test(clause) && subject !== null) return { kin: subject, sex: clause.includes("她") ? "f" : "m", word: "这位" };
  return null;
}

/** Where the last stretch of a clause speaks of the speaker and not of a relative of theirs (我爸); -1 for nowhere. */
function selfIn(clause: string): number {
  const from = Math.max(clause.lastIndexOf("，"), clause.lastIndexOf("。")) + 1;
  for (const { index, 0: word } of clause.slice(from).matchAll(/我|俺|咱|自己|本人/g)) {
    if (!OF_OTHERS.test(clause.slice(from + index + word.length))) return from + index;
  }
  return -1;
}

/** What makes 我 somebody else: 我们, 我的妈, 我大姐. */
const OF_OTHERS = /^(?:们|的?[^，。]{0,2}(?:爸|妈|爹|娘|老|儿|女|孩|娃|弟|哥|姐|妹|爷|奶))/;

function sexOf(word: string): Sex {
  return SEX_WORDS.f.test(word) ? "f" : SEX_WORDS.m.test(word) ? "m" : null;
}

/** Somebody with a husband is the wife of the couple. */
function selfSex(said: Understanding): Sex {
  const spouse = said.mentions.find((m): m is PersonMention => m.kind === "person" && m.kin === "spouse");
  const sex = spouse ? sexOf(spouse.word) : null;
  return sex === "m" ? "f" : sex === "f" ? "m" : null;
}

/** Whether the item can be this person's paper: certainly not only when its role is known to be somebody else's. */
export function mayHold(edition: Edition, item: ChecklistItem, who: Possessor, subject: Kin | null): boolean {
  const roles = item.guides.flatMap((g) => edition.guides.get(g)?.roles ?? []);
  return item.anyOf.some((b) => b.papers.some((p) => {
    const role = roles.find((r) => r.id === p.holder);
    return role === undefined || roleFits(role, who, subject);
  }));
}

function roleFits(role: Role, who: Possessor, subject: Kin | null): boolean {
  const sex = SEX_OF_ROLE[role.id];
  if (sex !== undefined) return who.sex === null || who.sex === sex;
  if (role.id === MAIN_ROLE) return who.kin === (subject ?? "self");
  if (role.kin.length > 0) return role.kin.includes(who.kin);
  const known = KIN_OF_ROLE[role.id];
  return known === undefined || known.length === 0 || known.includes(who.kin) && who.kin !== (subject ?? null);
}
