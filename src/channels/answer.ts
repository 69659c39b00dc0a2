/**
 * One message of a text-only channel → one text: the same turns as on the page. Choices are numbered and picked by
 * number or in one's own words; a long answer is cut and goes on with 更多; a link from the page is taken up by its code.
 */
import { createHmac } from "node:crypto";
import { followLink } from "../assistant/access.ts";
import { readConversation, startConversation, takeTurn, MAX_TEXT, type Assistant, type RawInput, type TurnProblem } from "../assistant/takeTurn.ts";
import type { Reply } from "../domain/conversation.ts";
import type { ChannelPeople } from "./ports.ts";

export interface ChannelContext {
  readonly assistant: Assistant;
  readonly people: ChannelPeople;
  /** As conversations name it. */
  readonly channel: string;
  /** Keys what is derived of a person. */
  readonly secret: string;
  /** Bytes one answer may have. */
  readonly most: number;
}

export interface Incoming {
  /** The channel's own id of the person; it is never stored. */
  readonly from: string;
  readonly text: string;
  /** The same for a message that is sent again. */
  readonly key: string;
}

/** The code of a link "带到别的设备", alone or in its address. */
const CODE = /(?:#r=|继续[：: ]?|^)([A-Za-z0-9_-]{22})$/;
const MORE = /^(更多|继续|下一页|还有呢?)[。.！!]?$/;

export async function answerMessage(context: ChannelContext, incoming: Incoming): Promise<string> {
  const { people, secret, channel } = context;
  const person = keyed(secret, `person ${channel} ${incoming.from}`);
  const token = keyed(secret, `token ${channel} ${incoming.from}`);
  const text = incoming.text.trim();
  const code = CODE.exec(text)?.[1];
  if (code !== undefined) return takeUp(context, person, token, code);
  const known = await people.person(person);
  if (!known) return begin(context, person, token, text, incoming.key);
  if (MORE.test(text)) {
    const before = await readConversation(context.assistant, known.conversation, token);
    const whole = "problem" in before ? "" : spoken(before.replies);
    if (whole.length > known.shown && known.shown > 0) return send(context, person, known.conversation, whole, known.shown);
  }
  const answer = await say(context, known.conversation, token, text, incoming.key);
  if ("problem" in answer) return answer.problem === "not-found" ? begin(context, person, token, text, incoming.key) : answer.text;
  return send(context, person, known.conversation, spoken(answer.replies), 0);
}

/** A first message begins a conversation; when it asks for something, that is answered at once. */
async function begin(context: ChannelContext, person: string, token: string, text: string, key: string): Promise<string> {
  const { assistant, channel } = context;
  const started = await startConversation(assistant, null, channel, token);
  const answer = text === "" ? started : await say(context, started.id, token, text, key);
  return send(context, person, started.id, "problem" in answer ? answer.text : spoken(answer.replies), 0);
}

async function say({ assistant }: ChannelContext, id: string, token: string, text: string, key: string): Promise<{ replies: readonly Reply[] } | TurnProblem> {
  if (text.length > MAX_TEXT) return { problem: "busy", text: `一次最多 ${MAX_TEXT} 个字，这条太长了，没有处理。请拣要紧的说，或分几条发。` };
  const before = await readConversation(assistant, id, token);
  if ("problem" in before) return before;
  const picked = /^\d{1,2}$/.test(text) ? before.replies.flatMap((r) => r.choices ?? [])[Number(text) - 1] : undefined;
  const input: RawInput = picked ? { kind: "choice", choice: picked.id } : { kind: "text", text };
  // What was sent again is answered as the first time, whatever has been offered since.
  return takeTurn(assistant, { id, token, input, seen: before.seq, idempotencyKey: key });
}

/** The conversation that was begun elsewhere goes on here. */
async function takeUp(context: ChannelContext, person: string, token: string, code: string): Promise<string> {
  const { assistant } = context;
  const found = await followLink(assistant.store, code, assistant.clock(), token);
  const whole = found && await readConversation(assistant, found.id, token);
  if (!whole || "problem" in whole) return "这个码打不开，可能过期了，或者已经收回。请在原来的页面上重新点“带到别的设备”。";
  const list = whole.state.guides.map((g) => g.name).join("、");
  return send(context, person, whole.id, `接上了${list === "" ? "" : `：${list}`}。\n\n${spoken(whole.replies)}`, 0);
}

async function send({ people, most }: ChannelContext, person: string, conversation: string, whole: string, from: number): Promise<string> {
  const part = cut(whole.slice(from), most);
  const shown = from + part.length;
  await people.remember(person, { conversation, shown });
  return shown < whole.length ? `${part}\n……后面还有，回“更多”接着看。` : part;
}

/** The replies as one text; choices numbered through. */
export function spoken(replies: readonly Reply[]): string {
  const choices = replies.flatMap((r) => r.choices ?? []);
  return [...replies.map((r) => r.text), ...(choices.length > 0 ? [choices.map((c, i) => `${i + 1} ${c.label}`).join("\n")] : [])].join("\n\n");
}

/** Room for the line that says there is more. */
const TAIL = 60;

/** The longest beginning that fits, to the end of a line where there is one in its second half. */
function cut(text: string, most: number): string {
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

function keyed(secret: string, text: string): string {
  return createHmac("sha256", secret).update(text).digest("base64url");
}
