/** Replies as the text of a message. */
import type { Reply } from "../domain/conversation.ts";

/** The replies as one text; choices numbered through. */
export function spoken(replies: readonly Reply[]): string {
  const choices = replies.flatMap((r) => r.choices ?? []);
  return [...replies.map((r) => r.text), ...(choices.length > 0 ? [choices.map((c, i) => `${i + 1} ${c.label}`).join("\n")] : [])].join("\n\n");
}

export const MORE_LINE = "\n……后面还有，回“更多”接着看。";
/** Room for that line. */
const TAIL = 60;

/** The longest beginning that fits into so many bytes, to the end of a line where there is one in its second half. */
export function cut(text: string, most: number): string {
  if (Buffer.byteLength(text) <= most) return text;
  let part = "";
  let bytes = 0;
  for (const character of text) {
    bytes += Buffer.byteLength(character);
    if (bytes > most - TAIL) break;
    part += character;
  }
  const line = part.lastIndexOf("\n");
  return line > part.length / 2 ? part.slice(0, line) : part;
}
