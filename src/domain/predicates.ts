/**
 * Named predicates: rules of law that the vocabulary of conditions cannot state.
 * Each is pure, takes the facts in the order a guide lists them under `with`, and has its own test.
 */
import { addToDay } from "./days.ts";
import type { Day, FactValue } from "./facts.ts";

export type WorkerKind = "man" | "woman-55" | "woman-50";

/**
 * The day on which the statutory retirement age is reached under the gradual raise that began on 2025-01-01.
 * Men (60→63) and women at 55 (→58): one month for every four; women at 50 (→55): one month for every two.
 * Source: 全国人大常委会关于实施渐进式延迟法定退休年龄的决定 (2024-09-13) and its annex tables.
 * @param born the birthday; @param kind man, woman formerly at 55 (managers, professionals), woman formerly at 50
 */
export function retirementDay(born: Day, kind: WorkerKind): Day {
  const [oldAge, everyMonths, cap] = kind === "man" ? [60, 4, 36] as const
    : kind === "woman-55" ? [55, 4, 36] as const
    : [50, 2, 60] as const;
  const formerDay = addToDay(born, { years: oldAge });
  const monthsIn = (Number(formerDay.slice(0, 4)) - 2025) * 12 + Number(formerDay.slice(5, 7)) - 1;
  if (monthsIn < 0) return formerDay;
  const raise = Math.min(cap, Math.floor(monthsIn / everyMonths) + 1);
  return addToDay(born, { years: oldAge, months: raise });
}

/**
 * Years of pension contributions needed by who retires in a given year:
 * 15 through 2029, then six months more each year from 2030 to 20 in 2039 (the same decision, point 2).
 */
export function pensionYearsNeeded(retirementYear: number): number {
  return retirementYear < 2030 ? 15 : Math.min(20, 15 + 0.5 * (retirementYear - 2029));
}

interface Predicate {
  /** What it says, for the checker's and the curators' eyes. */
  readonly says: string;
  /** How many facts it takes. */
  readonly takes: number;
  holds(values: readonly FactValue[], day: Day): boolean;
}

/** A guide names one under `predicate` and its facts under `with`, here [birthday, worker kind] unless stated. */
export const PREDICATES = {
  "retirement-reached": {
    says: "已到法定退休年龄",
    takes: 2,
    holds: ([born, kind], day) => retirementDay(String(born), kind as WorkerKind) <= day,
  },
  "retirement-within-3-years": {
    says: "距法定退休年龄不超过 3 年,且不早于原 50/55/60 岁(弹性提前)",
    takes: 2,
    holds: ([born, kind], day) => {
      const due = retirementDay(String(born), kind as WorkerKind);
      const floor = addToDay(String(born), { years: kind === "man" ? 60 : kind === "woman-55" ? 55 : 50 });
      return addToDay(due, { years: -3 }) <= day && floor <= day;
    },
  },
  "retirement-within-6-months": {
    says: "半年内到法定退休年龄",
    takes: 2,
    holds: ([born, kind], day) => addToDay(retirementDay(String(born), kind as WorkerKind), { months: -6 }) <= day,
  },
  "pension-years-enough": {
    says: "缴费年限已满到龄那年的最低年限(with: 已缴年数, 出生日期, 类别)",
    takes: 3,
    holds: ([years, born, kind]) => Number(years) >= pensionYearsNeeded(Number(retirementDay(String(born), kind as WorkerKind).slice(0, 4))),
  },
  "pension-years-enough-now": {
    says: "缴费年限已满办理当年的最低年限，提前退的用它(with: 已缴年数)",
    takes: 1,
    holds: ([years], day) => Number(years) >= pensionYearsNeeded(Number(day.slice(0, 4))),
  },
} as const satisfies Record<string, Predicate>;

export type PredicateName = keyof typeof PREDICATES;
