import { describe, expect, it } from "vitest";
import { shortAnswer } from "../../../src/text/shortAnswer.ts";

const said = (text: string) => {
  const { ordinal, ...flags } = shortAnswer(text);
  return Object.entries(flags).flatMap(([name, on]) => (on ? [name] : [])).join(",") || (ordinal === null ? "" : `#${ordinal}`);
};

describe("short answers", () => {
  it.each([
    ["是", "yes"], ["对", "yes"], ["嗯", "yes"], ["有的", "yes"], ["应该是吧", "yes"], ["系呀", "yes"], ["嗯嗯", "yes"], ["好的。", "yes"],
    ["不是", "no"], ["没有", "no"], ["冇", "no"], ["不是的", "no"], ["还没有呢", "no"],
    ["都不是", "none"], ["都没有", "none"], ["以上都不是", "none"],
    ["不知道", "unsure"], ["不清楚", "unsure"], ["我也不知道啊", "unsure"], ["唔知", "unsure"],
    ["第二个", "#2"], ["2", "#2"], ["b", "#2"], ["后面那个", "#2"], ["选第三个吧", "#3"], ["第一", "#1"],
    ["我要办身份证", ""], ["是不是要带户口本", ""], ["", ""], ["100", ""],
  ])("%s → %s", (text, expected) => expect(said(text)).toBe(expected));
});
