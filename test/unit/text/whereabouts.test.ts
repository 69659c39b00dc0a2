import { describe, expect, it } from "vitest";
import { whereabouts } from "../../../src/text/whereabouts.ts";

const CODES: Readonly<Record<string, string>> = { 四川: "510000", 杭州: "330100", 北京: "110000", 河北: "130000", 广东: "440000", 湖南: "430000", 江苏: "320000", 苏州: "320500" };
const place = (text: string): string | null => Object.entries(CODES).find(([name]) => text.includes(name))?.[1] ?? null;

describe("where somebody is registered and where they are", () => {
  it.each([
    ["户口在老家四川，人在杭州", "510000", "330100"],
    ["我在北京上班，河北户口，身份证丢了", "130000", "110000"],
    ["我人在广东打工户口是湖南的", "430000", "440000"],
    ["人跟我在苏州住，户口还在江苏老家", "320000", "320500"],
  ])("%s", (text, household, here) => expect(whereabouts(text, place)).toEqual({ household, here }));

  it.each(["我在北京上班", "户口在四川", "在北京办身份证", "四川的身份证杭州能办吗"])("%s does not tell both", (text) => expect(whereabouts(text, place)).toBeNull());
});
