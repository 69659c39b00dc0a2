/** What the desk adds to the citizens' side: a message out of hours, and a call's transcript from a speech recogniser. */
import { Router, type Request, type Response } from "express";
import type { Desk } from "../../desk/desk.ts";
import { conversationOf, idempotencyKeyOf } from "../auth.ts";
import { checked } from "../body.ts";
import { methodNotAllowed } from "../errors.ts";
import { route } from "../log.ts";
import { Problem } from "../problems.ts";
import { orThrow } from "../refusals.ts";
import { MAX_TEXT, messageRequest, transcriptRequest } from "./requests.ts";
import { readableText } from "../words.ts";

export function callRoutes(desk: Desk): Router {
  const router = Router();
  router.route("/:id/transcript")
    .post(route("POST /calls/:id/transcript"), async (req: Request, res: Response) => {
      const { id, token } = conversationOf(req, res);
      const key = idempotencyKeyOf(req);
      const { segments } = checked(transcriptRequest, req.body);
      const heard = segments.map(({ speaker, at, text }) => ({ speaker, at: at ?? null, text: readableText(text, MAX_TEXT) }));
      res.json(orThrow(await desk.transcribe(id, token, heard, key)));
    })
    .all(methodNotAllowed("POST"));
  return router;
}

export function messageRoutes(desk: Desk): Router {
  const router = Router();
  router.route("/:id/message")
    .post(route("POST /conversations/:id/message"), async (req: Request, res: Response) => {
      const { id, token } = conversationOf(req, res);
      const { text, phone } = checked(messageRequest, req.body);
      const result = orThrow(await desk.leaveMessage(id, token, readableText(text, MAX_TEXT), phone));
      if ("refused" in result) throw new Problem("message-refused", result.refused);
      res.json(result);
    })
    .all(methodNotAllowed("POST"));
  return router;
}
