/**
 * One message of a text-only channel → one text: the same turns as on the page. Choices are numbered and picked by
 * number or in one's own words; a long answer is cut and goes on with 更多; a link from the page is taken up by its code.
 */
import { followLink } from "../assistant/access.ts";
import { readConversation, startConversation, takeTurn, MAX_TEXT, type Assistant, type RawInput, type TurnProblem, type TurnResult } from "../assistant/takeTurn.ts";
import { personOf, tokenOf } from "./person.ts";
import type { ChannelPeople } from "./ports.ts";
import type { Reacher } from "./reach.ts";
import { cut, MORE_LINE, spoken } from "./text.ts";

export interface ChannelContext {
  readonly assistant: Assistant;
  readonly people: ChannelPeople;
  /** As conversations name it. */
  readonly channel: string;
  /** Keys what is derived of a person. */
  readonly secret: string;
  /** Bytes one answer may have. */
  readonly most: number;
  /** Carries what agents say; absent where there is no desk. */
  readonly reacher?: Reacher;
}

export interface Incoming {
  /** The channel's own id of the person; stored only sealed, and only while an agent may have to answer. */
  readonly from: string;
  readonly text: string;
  /** The same for a message that is sent again. */
  readonly key: string;
}

/** The code of a link "带到别的设备", alone or in its address. */
const CODE = /(?:#r=|继续[：: ]?|^)([A-Za-z0-9_-]{22})$/;
const MORE = /^(更多|继续|下一页|还有呢?)[。.！!]?$/;

/** @returns null when there is nothing to say: an agent reads along and will answer */
export async function answerMessage(context: ChannelContext, incoming: Incoming): Promise<string | null> {
  const { people, secret, channel } = context;
  const person = personOf(secret, channel, incoming.from);
  const token = tokenOf(secret, channel, incoming.from);
  const text = incoming.text.trim();
  const code = CODE.exec(text)?.[1];
  if (code !== undefined) return takeUp(context, person, token, code);
  const known = await people.person(person);
  if (!known) return begin(context, person, token, incoming);
  if (MORE.test(text)) {
    const before = await readConversation(context.assistant, known.conversation, token);
    const whole = "problem" in before ? "" : spoken(before.replies);
    if (whole.length > known.shown && known.shown > 0) return send(context, person, known.conversation, whole, known.shown);
  }
  const answer = await say(context, known.conversation, token, incoming);
  if ("problem" in answer) return answer.problem === "not-found" ? begin(context, person, token, incoming) : answer.text;
  return send(context, person, known.conversation, spoken(answer.replies), 0);
}

/** A first message begins a conversation; when it asks for something, that is answered at once. */
async function begin(context: ChannelContext, person: string, token: string, incoming: Incoming): Promise<string | null> {
  const { assistant, channel } = context;
  const started = await startConversation(assistant, null, channel, token);
  const answer = incoming.text.trim() === "" ? started : await say(context, started.id, token, incoming);
  return send(context, person, started.id, "problem" in answer ? answer.text : spoken(answer.replies), 0);
}

async function say({ assistant, channel, reacher }: ChannelContext, id: string, token: string, { from, text: written, key }: Incoming): Promise<TurnResult | TurnProblem> {
  const text = written.trim();
  if (text.length > MAX_TEXT) return { problem: "busy", text: `一次最多 ${MAX_TEXT} 个字，这条太长了，没有处理。请拣要紧的说，或分几条发。` };
  const before = await readConversation(assistant, id, token);
  if ("problem" in before) return before;
  // A number said to an agent answers the agent, not what the bot had offered before.
  const offered = before.state.speaker === "person" ? [] : before.replies.flatMap((r) => r.choices ?? []);
  const picked = /^\d{1,2}$/.test(text) ? offered[Number(text) - 1] : undefined;
  const input: RawInput = picked ? { kind: "choice", choice: picked.id } : { kind: "text", text };
  // What was sent again is answered as the first time, whatever has been offered since.
  const result = await takeTurn(assistant, { id, token, input, seen: before.seq, idempotencyKey: key });
  if (!("problem" in result)) await reacher?.heard(id, channel, from, isForDesk(result));
  return result;
}

/** Whether an agent has the conversation, or may take it because the bot had no answer. */
function isForDesk({ state, replies }: TurnResult): boolean {
  return state.speaker !== "bot" || replies.some((r) => r.kind === "unanswered" || r.kind === "handoff");
}

/** The conversation that was begun elsewhere goes on here. */
async function takeUp(context: ChannelContext, person: string, token: string, code: string): Promise<string | null> {
  const { assistant, channel, reacher } = context;
  const found = await followLink(assistant.store, code, assistant.clock(), token);
  const whole = found && await readConversation(assistant, found.id, token);
  if (!whole || "problem" in whole) return "这个码打不开，可能过期了，或者已经收回。请在原来的页面上重新点“带到别的设备”。";
  await reacher?.begin(whole.id, channel, whole.seq);
  const list = whole.state.guides.map((g) => g.name).join("、");
  return send(context, person, whole.id, `接上了${list === "" ? "" : `：${list}`}。\n\n${spoken(whole.replies)}`, 0);
}

/** What agents have said and could not be sent goes first: the person is reading now. */
async function send({ people, most, reacher }: ChannelContext, person: string, conversation: string, whole: string, from: number): Promise<string | null> {
  const part = cut(whole.slice(from), most);
  const shown = from + part.length;
  await people.remember(person, { conversation, shown });
  const text = shown < whole.length ? `${part}${MORE_LINE}` : part;
  const waiting = await reacher?.waiting(conversation, most - Buffer.byteLength(text) - 2) ?? [];
  return [...waiting, text].filter(Boolean).join("\n\n") || null;
}
