/** Starting a conversation, its turns, reading it back. */
import { Router, type Request, type Response } from "express";
import { MAX_TEXT, deleteConversation, readConversation, startConversation, takeTurn, type RawInput } from "../../assistant/takeTurn.ts";
import { conversationOf, idempotencyKeyOf } from "../auth.ts";
import { checked } from "../body.ts";
import type { HttpContext } from "../context.ts";
import { methodNotAllowed } from "../errors.ts";
import { route } from "../log.ts";
import { Problem } from "../problems.ts";
import { mustKnowRegion, orThrow } from "../refusals.ts";
import { startRequest, theOneInput, turnRequest, type TurnBody } from "../schemas/requests.ts";
import { readableText } from "../words.ts";
import { streamConversation } from "./stream.ts";

/** Every choice is a kind, a colon and what it is about. */
const CHOICE = /^[a-z][a-z-]{0,19}:[^\u0000-\u001f\u007f]{1,300}$/;

export function conversationRoutes(context: HttpContext): Router {
  const router = Router();
  router.route("/")
    .post(route("POST /conversations"), start(context))
    .all(methodNotAllowed("POST"));
  router.route("/:id")
    .get(route("GET /conversations/:id"), read(context))
    .delete(route("DELETE /conversations/:id"), remove(context))
    .all(methodNotAllowed("GET", "DELETE"));
  router.route("/:id/turns")
    .post(route("POST /conversations/:id/turns"), context.limitTurns, turn(context))
    .all(methodNotAllowed("POST"));
  router.route("/:id/stream")
    .get(route("GET /conversations/:id/stream"), streamConversation(context))
    .all(methodNotAllowed("GET"));
  return router;
}

const start = ({ assistant, metrics }: HttpContext) => async (req: Request, res: Response): Promise<void> => {
  const { region, channel } = checked(startRequest, req.body);
  if (region !== undefined) mustKnowRegion(assistant.edition.regions, region);
  const begun = await startConversation(assistant, region ?? null, channel ?? "api");
  res.locals["conversation"] = begun.id;
  metrics.conversations.inc();
  res.status(201).set("Location", `/api/v1/conversations/${begun.id}`).json(begun);
};

const read = ({ assistant }: HttpContext) => async (req: Request, res: Response): Promise<void> => {
  const { id, token } = conversationOf(req, res);
  res.json(orThrow(await readConversation(assistant, id, token)));
};

const remove = ({ assistant }: HttpContext) => async (req: Request, res: Response): Promise<void> => {
  const { id, token } = conversationOf(req, res);
  orThrow(await deleteConversation(assistant, id, token));
  res.status(204).end();
};

const turn = ({ assistant, metrics }: HttpContext) => async (req: Request, res: Response): Promise<void> => {
  const { id, token } = conversationOf(req, res);
  const idempotencyKey = idempotencyKeyOf(req);
  const body = checked(turnRequest, req.body);
  const input = inputOf(body);
  const result = orThrow(await takeTurn(assistant, { id, token, input, seen: body.seen, idempotencyKey }));
  metrics.turns.inc({ input: input.kind });
  for (const { kind } of result.replies) metrics.replies.inc({ kind });
  res.json(result);
};

function inputOf(body: TurnBody): RawInput {
  const given = theOneInput(body);
  switch (given) {
    case "text": return { kind: "text", text: readableText(body.text!, MAX_TEXT) };
    case "choice":
      if (!CHOICE.test(body.choice!)) throw new Problem("unknown-choice", "没有这个选项。会话没有变。请点屏幕上的选项，或者用自己的话说。");
      return { kind: "choice", choice: body.choice! };
    case "answer": return { kind: "answer", ...body.answer! };
    case "mark": return { kind: "mark", ...body.mark! };
    case "undo": return { kind: "undo" };
    case "feedback": {
      const { about, verdict, reason } = body.feedback!;
      return { kind: "feedback", feedback: { about, verdict }, reason: reason?.trim() ? readableText(reason, reason.length) : null };
    }
    default:
      throw new Problem("invalid-body", `${given === "none" ? "缺少内容：" : "一次只能做一件事："}text、choice、answer、mark、undo、feedback 里要有一个，也只能有一个。这一条没有处理，会话没有变。`);
  }
}
