/** Articles of laws as agents type them: 第一千零四十九条, 第1049条, 1049条 and 1049 are the same. Pure. */

const DIGITS: Readonly<Record<string, number>> = { 零: 0, 〇: 0, 一: 1, 二: 2, 两: 2, 三: 3, 四: 4, 五: 5, 六: 6, 七: 7, 八: 8, 九: 9 };
const UNITS: Readonly<Record<string, number>> = { 十: 10, 百: 100, 千: 1_000 };

/** "民法典第一千零四十九条" → "民法典1049条" */
export function foldArticle(written: string): string {
  return written.toLowerCase().replace(/[《》\s]|中华人民共和国/g, "").replace(/第?([零〇一二两三四五六七八九十百千]+|\d+)条/g, (_, number: string) => `${numberOf(number)}条`);
}

function numberOf(written: string): number {
  if (/^\d+$/.test(written)) return Number(written);
  let whole = 0;
  let digit = 0;
  for (const c of written) {
    const unit = UNITS[c];
    if (unit === undefined) digit = DIGITS[c] ?? 0;
    else {
      whole += (digit || 1) * unit;
      digit = 0;
    }
  }
  return whole + digit;
}

/** Whether a folded citation is meant by what was typed, folded: a law by its name, an article by its number. */
export function citesArticle(citation: string, typed: string): boolean {
  if (/^\d+(条)?$/.test(typed)) return new RegExp(`(?<!\\d)${Number.parseInt(typed, 10)}条`).test(citation);
  const at = citation.indexOf(typed);
  if (at >= 0) return !/\d$/.test(citation.slice(0, at)) || !/^\d/.test(typed);
  // 婚姻登记条例9条: the law, then the article, with other articles between.
  const [, law = "", article = ""] = /^(\D{2,}?)(\d+)条?$/.exec(typed) ?? [];
  return law !== "" && citation.includes(law) && citesArticle(citation, article);
}
