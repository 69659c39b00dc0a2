/**
 * Everything the HTTP surface can answer instead of what was asked: RFC 9457 problem documents.
 * `type` is stable and listed in docs/http.md (a test compares); title and detail are for people.
 */
import type { Response } from "express";

interface ProblemKind {
  readonly status: number;
  readonly title: string;
}

export const PROBLEMS = {
  "invalid-json": { status: 400, title: "请求不是正确的 JSON" },
  "missing-token": { status: 401, title: "没有带会话的令牌" },
  "not-signed-in": { status: 401, title: "没有登录" },
  "not-allowed": { status: 403, title: "您的岗位不能用这一项" },
  "password-must-change": { status: 403, title: "先改密码" },
  "cross-site": { status: 403, title: "不是从本站发来的" },
  "not-found": { status: 404, title: "没有这个地址" },
  "unknown-conversation": { status: 404, title: "没有找到这个会话" },
  "unknown-link": { status: 404, title: "这个链接打不开了" },
  "unknown-guide": { status: 404, title: "没有这个办事指南" },
  "method-not-allowed": { status: 405, title: "这个地址不支持这种请求" },
  "unreadable-conversation": { status: 410, title: "这个会话的记录读不出来了" },
  "body-too-large": { status: 413, title: "发来的内容太大" },
  "unsupported-media-type": { status: 415, title: "只收 JSON" },
  "invalid-body": { status: 422, title: "请求的写法不对" },
  "empty-text": { status: 422, title: "没有写内容" },
  "text-too-long": { status: 422, title: "写得太长了" },
  "not-text": { status: 422, title: "这不是文字" },
  "unknown-choice": { status: 422, title: "没有这个选项" },
  "unknown-fact": { status: 422, title: "这个指南不问这一条" },
  "invalid-answer": { status: 422, title: "这一条不能这样回答" },
  "no-trip": { status: 422, title: "还没有出行单" },
  "closed-day": { status: 422, title: "这天去不了" },
  "unknown-region": { status: 422, title: "没有这个地区" },
  "desk-declined": { status: 409, title: "这一步没有生效" },
  "message-refused": { status: 422, title: "留言没有存" },
  "invalid-idempotency-key": { status: 422, title: "Idempotency-Key 写得不对" },
  "too-many-requests": { status: 429, title: "请求得太快了" },
  "too-many-streams": { status: 429, title: "这个会话开着的页面太多了" },
  "internal": { status: 500, title: "服务器出了错" },
  "busy": { status: 503, title: "同时来的消息太多" },
  "store-unavailable": { status: 503, title: "暂时存不了" },
  "starting": { status: 503, title: "正在启动" },
  "stopping": { status: 503, title: "正在停止" },
} as const satisfies Record<string, ProblemKind>;

export type ProblemType = keyof typeof PROBLEMS;

/** One thing wrong with a request body: where, and what. */
export interface ProblemPoint {
  /** `answer.value`; "" for the body itself. */
  readonly path: string;
  readonly detail: string;
}

export interface ProblemOptions {
  readonly errors?: readonly ProblemPoint[];
  /** Seconds after which trying again makes sense. */
  readonly retryAfter?: number;
}

/** Thrown by handlers, turned into a document by the error middleware. */
export class Problem extends Error {
  readonly type: ProblemType;
  readonly detail: string;
  readonly options: ProblemOptions;

  constructor(type: ProblemType, detail: string, options: ProblemOptions = {}) {
    super(type);
    this.type = type;
    this.detail = detail;
    this.options = options;
  }
}

export function problemDocument(problem: Problem, requestId: string): Record<string, unknown> {
  const { errors } = problem.options;
  return {
    type: `/problems/${problem.type}`,
    title: PROBLEMS[problem.type].title,
    status: PROBLEMS[problem.type].status,
    detail: problem.detail,
    instance: `urn:request:${requestId}`,
    ...(errors ? { errors } : {}),
  };
}

export function sendProblem(res: Response, problem: Problem): void {
  const { status } = PROBLEMS[problem.type];
  if (problem.options.retryAfter !== undefined) res.set("Retry-After", String(problem.options.retryAfter));
  if (problem.type === "missing-token") res.set("WWW-Authenticate", "Bearer");
  res.status(status).set("Content-Type", "application/problem+json; charset=utf-8").set("Cache-Control", "no-store");
  res.send(JSON.stringify(problemDocument(problem, String(res.locals["requestId"] ?? ""))));
}
