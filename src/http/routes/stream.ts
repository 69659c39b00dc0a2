/** What happens to a conversation elsewhere, as server-sent events read by `fetch`. */
import type { Request, Response } from "express";
import { readConversation, type WholeConversation } from "../../assistant/takeTurn.ts";
import { conversationOf } from "../auth.ts";
import type { HttpContext } from "../context.ts";
import { safeError } from "../errors.ts";
import { orThrow } from "../refusals.ts";

/** Milliseconds before a read that failed (store in trouble) is tried again. */
const RETRY = 3_000;

export const streamConversation = (context: HttpContext) => async (req: Request, res: Response): Promise<void> => {
  const { id, token } = conversationOf(req, res);
  // Listening before reading: what happens in between is not missed.
  let known = 0;
  let follower: (seq: number) => void = (seq) => { known = Math.max(known, seq); };
  const leave = context.bus.subscribe(id, ({ seq }) => follower(seq));
  res.once("close", leave);
  try {
    const whole = orThrow(await readConversation(context.assistant, id, token));
    // Gone before it began: its end has been told already, so nobody would ever take it off the list.
    if (res.closed) return;
    context.streams.open(res, id);
    const after = lastEventId(req) ?? whole.seq;
    sendNews(context, res, whole, after);
    follower = follow(context, res, { id, token }, whole.seq);
    follower(known);
  } catch (error) {
    leave();
    throw error;
  }
};

/** Reads and sends on each notice, one at a time; a notice that is behind what was sent is dropped. */
function follow(context: HttpContext, res: Response, { id, token }: { id: string; token: string }, from: number): (seq: number) => void {
  let sent = from;
  let wanted = from;
  let reading = false;
  const catchUp = async (): Promise<void> => {
    if (reading) return;
    reading = true;
    try {
      while (wanted > sent && !res.closed) {
        const whole = await readConversation(context.assistant, id, token);
        if ("problem" in whole) {
          context.streams.send(res, "gone", null, { seq: sent });
          res.end();
          return;
        }
        if (whole.seq <= sent) return;
        if (!sendNews(context, res, whole, sent)) return;
        sent = whole.seq;
      }
    } catch (error) {
      context.log.warn({ conversation: id, error: safeError(error) }, "a stream could not read its conversation");
      setTimeout(() => void catchUp(), RETRY).unref();
    } finally {
      reading = false;
    }
  };
  return (seq) => {
    wanted = Math.max(wanted, seq);
    if (wanted > sent) void catchUp();
  };
}

function sendNews(context: HttpContext, res: Response, { seq, state, events }: WholeConversation, after: number): boolean {
  return context.streams.send(res, "turn", seq, { seq, events: events.filter((e) => e.seq > after), state });
}

/** Where a client that comes back had got to. */
function lastEventId(req: Request): number | null {
  const id = req.get("Last-Event-ID") ?? "";
  return /^\d{1,9}$/.test(id) ? Number(id) : null;
}
