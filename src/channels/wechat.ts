/**
 * WeChat official accounts (公众号, 安全模式) and 企业微信 applications: the vendor calls us, the answer goes back in the
 * same call. Signature, time, receiver and repetition are checked before anything is read as a message.
 */
import express, { Router, type Request, type RequestHandler } from "express";
import { answerMessage, type ChannelContext } from "./answer.ts";
import { decrypt, encrypt, isSigned, signatureOf, type Credentials } from "./crypt.ts";
import { readMessage, writeMessage } from "./xml.ts";

export interface WeChatOptions {
  readonly credentials: Credentials;
  readonly context: Omit<ChannelContext, "secret" | "most">;
  /** Told of what fails on our side. */
  readonly failed: (error: unknown) => void;
}

/** Seconds a request may be old: the vendors' clocks and ours differ little. */
const WINDOW = 300;
/** Bytes of one answer; the vendors take 2,048. */
export const MOST = 2_000;
const MAX_BODY = 64 * 1024;

const GREETING = "您好，办事要带什么、多少钱、去哪办，都可以问。用平常的话说就行，比如“给三岁的孩子办护照”。";
const ONLY_TEXT = "这里只看得懂文字。请打字说要办什么事，比如“身份证丢了怎么补”。别发证件照片和号码。";
const TROUBLE = "这会儿没办成，刚才这一句可能没有存上，之前的都在。请过一会儿再发一次，急的话打 12345。";

export function weChat(options: WeChatOptions): Router {
  const { credentials, context } = options;
  const router = Router();
  router.get("/", (req, res) => {
    const echo = opened(req, String(req.query["echostr"] ?? ""), credentials, context.assistant.clock());
    if (echo === null) res.status(403).type("text").send("signature");
    else res.type("text").send(echo);
  });
  router.post("/", express.text({ type: () => true, limit: MAX_BODY, inflate: false }), answer(options));
  return router;
}

const answer = ({ credentials, context, failed }: WeChatOptions): RequestHandler => async (req, res) => {
  const outer = typeof req.body === "string" ? readMessage(req.body) : null;
  const xml = outer && opened(req, outer["Encrypt"] ?? "", credentials, context.assistant.clock());
  const message = xml ? readMessage(xml) : null;
  if (!message) {
    res.status(403).type("text").send("signature");
    return;
  }
  const { FromUserName: from = "", ToUserName: to = "" } = message;
  const text = await textFor(message, { ...context, secret: credentials.aesKey, most: MOST }).catch((error: unknown) => {
    failed(error);
    return TROUBLE;
  });
  // "success" is how one says nothing.
  if (text === null || from === "") res.type("text").send("success");
  else res.type("xml").send(sealed(text, from, to, credentials, context.assistant.clock()));
};

async function textFor(message: Readonly<Record<string, string>>, context: ChannelContext): Promise<string | null> {
  const { FromUserName: from = "", CreateTime = "", MsgType, Event, Content = "", Recognition = "" } = message;
  const key = `wechat:${message["MsgId"] ?? `${from}:${CreateTime}`}`;
  switch (MsgType) {
    case "text": return answerMessage(context, { from, text: Content, key });
    case "voice": return Recognition === "" ? ONLY_TEXT : answerMessage(context, { from, text: Recognition, key });
    case "event": return Event === "subscribe" || Event === "enter_agent" ? GREETING : null;
    default: return ONLY_TEXT;
  }
}

/** @returns what is inside, or null when it is not the vendor's, not for us, or not of now */
function opened(req: Request, encrypted: string, credentials: Credentials, now: number): string | null {
  const asked = (name: string): string => typeof req.query[name] === "string" ? req.query[name] : "";
  const timestamp = asked("timestamp");
  if (!/^\d{1,12}$/.test(timestamp) || Math.abs(now / 1_000 - Number(timestamp)) > WINDOW) return null;
  if (encrypted === "" || !isSigned(asked("msg_signature"), credentials.token, timestamp, asked("nonce"), encrypted)) return null;
  return decrypt(encrypted, credentials);
}

function sealed(text: string, to: string, from: string, credentials: Credentials, now: number): string {
  const timestamp = Math.floor(now / 1_000);
  const nonce = String(timestamp).split("").reverse().join("");
  const encrypted = encrypt(writeMessage({ ToUserName: to, FromUserName: from, CreateTime: timestamp, MsgType: "text", Content: text }), credentials);
  return writeMessage({ Encrypt: encrypted, MsgSignature: signatureOf(credentials.token, String(timestamp), nonce, encrypted), TimeStamp: timestamp, Nonce: nonce });
}
