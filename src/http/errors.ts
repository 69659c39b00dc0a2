/**
 * Whatever a handler throws → a problem document. What is not expected is logged without the person's words.
 */
import type { ErrorRequestHandler, RequestHandler, Response } from "express";
import { UnreadableConversation } from "../assistant/ports.ts";
import type { Log } from "./log.ts";
import type { Metrics } from "./metrics.ts";
import { PROBLEMS, Problem, sendProblem } from "./problems.ts";

/** Seconds after which a client may try again when the store or the server is in trouble. */
const RETRY_AFTER = 3;

/** The largest body that is read: 64 kB. */
export const MAX_BODY = 65_536;

export function handleErrors(log: Log, metrics: Metrics): ErrorRequestHandler {
  return (error, _req, res, next) => {
    if (res.headersSent) {
      next(error);
      return;
    }
    const problem = problemOf(error);
    const requestId = String(res.locals["requestId"] ?? "");
    if (problem.type === "internal") {
      metrics.failures.inc({ kind: "internal" });
      log.error({ requestId, error: safeError(error) }, "unexpected error");
    } else if (problem.type === "unreadable-conversation") {
      metrics.failures.inc({ kind: "unreadable" });
      log.error({ requestId, unreadable: (error as Error).message }, "a conversation cannot be read");
    } else if (problem.type === "store-unavailable") {
      metrics.failures.inc({ kind: "store" });
      log.error({ requestId, code: (error as { code?: string }).code }, "the store is unavailable");
    }
    const page: unknown = res.locals["problemPage"];
    if (typeof page === "function") sendPage(res, problem, page as ProblemPage);
    else sendProblem(res, problem);
  };
}

/** Routes for people say how a problem looks as a page (`res.locals.problemPage`); anything else gets a document. */
type ProblemPage = (problem: Problem, account: unknown) => string;

function sendPage(res: Response, problem: Problem, page: ProblemPage): void {
  const staff = res.locals["staff"] as { account?: unknown } | undefined;
  if (problem.options.retryAfter !== undefined) res.set("Retry-After", String(problem.options.retryAfter));
  res.status(PROBLEMS[problem.type].status).type("html").send(page(problem, staff?.account ?? null));
}

export function problemOf(error: unknown): Problem {
  if (error instanceof Problem) return error;
  if (error instanceof UnreadableConversation) {
    return new Problem("unreadable-conversation", "这个会话的记录坏了，读不出来，已经记下来去查。别的会话不受影响。请重新开始，把事情再说一遍。");
  }
  if (isStoreProblem(error)) return new Problem("store-unavailable", error.text, { retryAfter: RETRY_AFTER });
  return bodyProblem(error) ?? new Problem("internal",
    "服务器出了错，刚才这一步没有存上，之前的都在。请再试一次；还不行就打 12345。", { retryAfter: RETRY_AFTER });
}

/** Known by its shape: which store is behind the port is not this folder's business. */
function isStoreProblem(error: unknown): error is Error & { readonly text: string } {
  return error instanceof Error && error.name === "StoreProblem" && typeof (error as { text?: unknown }).text === "string";
}

/** What the body parser and the router refuse. */
function bodyProblem(error: unknown): Problem | null {
  const { type, status, limit } = (error ?? {}) as { type?: unknown; status?: unknown; limit?: unknown };
  switch (type) {
    case "entity.too.large":
      return limit === MAX_BODY || typeof limit !== "number"
        ? new Problem("body-too-large", `一次最多收 ${MAX_BODY / 1024} kB。这一条没有处理，会话没有变。请拣要紧的说，或分几条发。`)
        : new Problem("body-too-large", `一次最多收 ${Math.floor(limit / 1_000_000)} MB，这一次太大，没有读，什么都没有变。请分成几个文件，或者几次存。`);
    case "entity.parse.failed":
      return new Problem("invalid-json", "发来的内容不是正确的 JSON。这一条没有处理，会话没有变。");
    case "charset.unsupported":
    case "encoding.unsupported":
      return new Problem("unsupported-media-type", "只收 UTF-8 的 JSON，不收压缩过的。这一条没有处理，会话没有变。");
  }
  if (status === 400) return new Problem("invalid-json", "请求的写法不对，没有处理。会话没有变。");
  return null;
}

/** Name, code and places of an error; never its message, which may quote what a person said. */
export function safeError(error: unknown): Record<string, unknown> {
  if (!(error instanceof Error)) return { name: typeof error };
  const frames = (error.stack ?? "").split("\n").filter((line) => /^\s+at /.test(line)).slice(0, 12).map((line) => line.trim());
  return { name: error.name, code: (error as { code?: unknown }).code, frames };
}

/** For people who follow a wrong link: a page, not a document for programs. */
export const pageNotFound: RequestHandler = (req, res, next) => {
  if (req.method !== "GET" || req.accepts(["json", "html"]) !== "html") {
    next();
    return;
  }
  res.status(404).type("html").send('<!doctype html><html lang="zh-CN"><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>没有这个页面</title>'
    + '<main><h1>没有这个页面</h1><p>地址可能写错了，或者页面已经搬走。之前的会话都在。</p><p><a href="/">回到首页</a></p></main></html>');
};

export const notFound: RequestHandler = () => {
  throw new Problem("not-found", "没有这个地址。接口的说明在 /api/v1/openapi.json，聊天的页面在 / 。");
};

export function methodNotAllowed(...allowed: readonly string[]): RequestHandler {
  return (_req, res) => {
    res.set("Allow", allowed.join(", "));
    throw new Problem("method-not-allowed", `这个地址只支持 ${allowed.join("、")}。`);
  };
}
