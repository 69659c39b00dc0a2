/** Texts made to send a backtracking pattern into the woods, as long as a text may be: each is read at once or the test runs out of time. */
import { describe, expect, test } from "vitest";
import { MAX_TEXT } from "../../../src/assistant/takeTurn.ts";
import { readableText } from "../../../src/http/words.ts";
import { mask } from "../../../src/text/mask.ts";
import { findMentions } from "../../../src/text/mentions.ts";
import { shortAnswer } from "../../../src/text/shortAnswer.ts";

const PARTS = ["1", "1 ", "1-", "１－", "+1", "京A1", "京AAAAA·", "一", "一百", "年", "1年", "一年零", "月日", "不", "不是不", "没有没有", "我爸的我妈的", " ", "\t\n", "。", "(((", "<a ", "&", "\\", "aA1·", "岁", "3岁零", "2026-", "十" ];
const HOSTILE = PARTS.flatMap((part) => [part.repeat(MAX_TEXT).slice(0, MAX_TEXT), `${part.repeat(MAX_TEXT).slice(0, MAX_TEXT - 1)}!`, `x${part.repeat(MAX_TEXT).slice(0, MAX_TEXT - 2)}\u0001`]);

describe("a text of the greatest length made of one part again and again", () => {
  test.each(PARTS.map((part, i) => [part, HOSTILE.slice(i * 3, i * 3 + 3)] as const))("%j", (_, texts) => {
    for (const text of texts) {
      if (text.trim() !== "") expect(readableText(text, MAX_TEXT).length).toBeLessThanOrEqual(MAX_TEXT);
      const { text: masked } = mask(text);
      expect(masked).not.toMatch(/\d{15}/);
      expect(findMentions(masked, 0)).toBeInstanceOf(Array);
      expect(shortAnswer(masked)).toBeTypeOf("object");
    }
  });
});
