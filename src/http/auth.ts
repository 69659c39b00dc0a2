/** A conversation belongs to whoever has its token. The token travels in a header, never in a URL. */
import type { Request, Response } from "express";
import { Problem } from "./problems.ts";
import { unknownConversation } from "./refusals.ts";

/** Ids and tokens as `startConversation` makes them are shorter; anything longer is none of ours. */
const ID = /^[A-Za-z0-9_-]{1,64}$/;
const BEARER = /^Bearer ([A-Za-z0-9_-]{1,128})$/i;

/** @throws Problem missing-token; unknown-conversation for an id that cannot be one */
export function conversationOf(req: Request, res: Response): { id: string; token: string } {
  const token = BEARER.exec(req.get("Authorization") ?? "")?.[1];
  if (token === undefined) {
    throw new Problem("missing-token", "请在 Authorization 头里带上开始会话时拿到的令牌：Authorization: Bearer 令牌。会话没有变。");
  }
  const id = String(req.params["id"] ?? "");
  if (!ID.test(id)) throw unknownConversation();
  res.locals["conversation"] = id;
  return { id, token };
}

const KEY = /^[\x21-\x7e]{1,200}$/;

/** The key that makes a retried turn count once, if one was sent. */
export function idempotencyKeyOf(req: Request): string | undefined {
  const key = req.get("Idempotency-Key");
  if (key === undefined || KEY.test(key)) return key;
  throw new Problem("invalid-idempotency-key", "Idempotency-Key 要是 1 到 200 个可见的英文字符。这一条没有处理，会话没有变。");
}
