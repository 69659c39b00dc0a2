/** Words that a person sent: kept as they are when they are text, refused before anything is stored when they are not. */
import { Problem } from "./problems.ts";

/** Control characters that no keyboard sends; tabs and line breaks are fine. */
const CONTROL = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f]/g;
/** Halves of surrogate pairs, and what stands for bytes that were no UTF-8. */
const BROKEN = /[\p{Surrogate}\ufffd]/gu;
/** A text with more than this share of such characters is binary data. */
const MOST_BROKEN = 0.3;

/**
 * @param max in UTF-16 units, as the assistant counts: one for a Chinese character, two for a rare one or an emoji
 * @throws Problem empty-text, text-too-long, not-text
 */
export function readableText(raw: string, max: number): string {
  const { length } = raw;
  if (length > max) {
    throw new Problem("text-too-long", `一次最多 ${max} 个字，这条有 ${length} 个字。这一条没有处理，会话没有变。请拣要紧的说，或分几条发。`);
  }
  const broken = (raw.match(CONTROL)?.length ?? 0) + (raw.match(BROKEN)?.length ?? 0);
  const text = raw.replace(CONTROL, "").replace(BROKEN, "\ufffd");
  if (broken > 0 && (broken > length * MOST_BROKEN || text.replace(/\ufffd/g, "").trim() === "")) {
    throw new Problem("not-text", "收到的不是文字，像是文件或乱码。这一条没有处理，会话没有变。请用打字或说话的方式告诉我要办什么。");
  }
  if (text.trim() === "") throw new Problem("empty-text", "没有收到文字。会话没有变。您想办什么事？说一句就行，比如“身份证丢了”。");
  return text;
}
