import { describe, expect, it } from "vitest";
import fc from "fast-check";
import { addWorkingDays, isWorkingDay } from "../../../src/domain/calendar.ts";
import { addToDay, dayInChina, isDay, yearsBetween } from "../../../src/domain/days.ts";
import { pensionYearsNeeded, retirementDay } from "../../../src/domain/predicates.ts";

describe("working days follow the national arrangement", () => {
  it("skips weekends and holidays, counts worked weekend days", () => {
    expect(isWorkingDay("2026-10-01")).toBe(false);
    expect(isWorkingDay("2026-10-10")).toBe(true); // a worked Saturday
    expect(addWorkingDays("2026-09-30", 1)).toBe("2026-10-08");
    expect(addWorkingDays("2026-11-24", 7)).toBe("2026-12-03");
  });
  /** 国办发明电〔2025〕7号, written out apart from the table that is tested. */
  it.each([
    ["元旦", "2026-01-01", "2026-01-03"], ["春节", "2026-02-15", "2026-02-23"], ["清明", "2026-04-04", "2026-04-06"], ["劳动节", "2026-05-01", "2026-05-05"],
    ["端午", "2026-06-19", "2026-06-21"], ["中秋", "2026-09-25", "2026-09-27"], ["国庆", "2026-10-01", "2026-10-07"],
  ])("%s is off from its first day to its last", (_name, first, last) => {
    for (let day = first; day <= last; day = addToDay(day, { days: 1 })) expect(isWorkingDay(day), day).toBe(false);
  });
  it("works on the six weekend days that were moved, and on no other", () => {
    const weekend = Array.from({ length: 365 }, (_, n) => addToDay("2026-01-01", { days: n })).filter((d) => [0, 6].includes(new Date(`${d}T00:00:00Z`).getUTCDay()));
    expect(weekend.filter(isWorkingDay)).toEqual(["2026-01-04", "2026-02-14", "2026-02-28", "2026-05-09", "2026-09-20", "2026-10-10"]);
  });
  it("works on the other weekdays of the year: 248 days in all", () => {
    const days = Array.from({ length: 365 }, (_, n) => addToDay("2026-01-01", { days: n }));
    expect(days.filter(isWorkingDay)).toHaveLength(248);
  });
  it("no days after a day are that day", () => expect(addWorkingDays("2026-10-01", 0)).toBe("2026-10-01"));
  it("guesses nothing past the years it knows", () => {
    expect(isWorkingDay("2031-01-04")).toBeNull();
    expect(addWorkingDays("2026-12-30", 30)).toBeNull();
  });
});

describe("days", () => {
  it("a birthday completes a year", () => {
    expect(yearsBetween("2010-11-24", "2026-11-24")).toBe(16);
    expect(yearsBetween("2010-11-25", "2026-11-24")).toBe(15);
  });
  it("a month's missing last day becomes its last", () => {
    expect(addToDay("2026-01-31", { months: 1 })).toBe("2026-02-28");
    expect(addToDay("2024-02-29", { years: 1 })).toBe("2025-02-28");
  });
  it("the day turns at midnight in China", () => {
    expect(dayInChina(Date.parse("2026-11-23T16:00:00Z"))).toBe("2026-11-24");
    expect(dayInChina(Date.parse("2026-11-23T15:59:59Z"))).toBe("2026-11-23");
  });
  it("adding days and taking them back returns to the day", () => {
    fc.assert(fc.property(fc.date({ min: new Date("1900-01-01"), max: new Date("2100-01-01"), noInvalidDate: true }), fc.integer({ min: 0, max: 4000 }), (date, days) => {
      const day = date.toISOString().slice(0, 10);
      expect(isDay(day)).toBe(true);
      expect(addToDay(addToDay(day, { days }), { days: -days })).toBe(day);
    }));
  });
});

/** Rows of the annex tables of the decision of 2024-09-13. */
describe("the gradual raise of the retirement age", () => {
  it.each([
    ["1964-12-31", "man", "2024-12-31"],
    ["1965-01-15", "man", "2025-02-15"],
    ["1965-05-10", "man", "2025-07-10"],
    ["1976-09-01", "man", "2039-09-01"],
    ["1980-01-01", "man", "2043-01-01"],
    ["1970-01-20", "woman-55", "2025-02-20"],
    ["1981-09-05", "woman-55", "2039-09-05"],
    ["1975-01-08", "woman-50", "2025-02-08"],
    ["1975-03-08", "woman-50", "2025-05-08"],
    ["1984-11-30", "woman-50", "2039-11-30"],
  ] as const)("born %s, %s: %s", (born, kind, due) => expect(retirementDay(born, kind)).toBe(due));

  it("needs 15 years of contributions through 2029, 20 from 2039", () => {
    expect([2026, 2029, 2030, 2031, 2039, 2045].map(pensionYearsNeeded)).toEqual([15, 15, 15.5, 16, 20, 20]);
  });
});
