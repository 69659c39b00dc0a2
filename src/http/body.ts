/** Request bodies: JSON only, small, and checked by the same schemas that make the OpenAPI document. */
import express, { type Request, type RequestHandler } from "express";
import type { z } from "zod";
import { MAX_BODY } from "./errors.ts";
import { Problem, type ProblemPoint } from "./problems.ts";

const parse = express.json({ limit: MAX_BODY, inflate: false, type: () => true });

/** Reads a JSON body; no body at all counts as `{}`. */
export const readBody: RequestHandler = (req, res, next) => {
  if (hasBody(req) && !req.is(["application/json", "application/*+json"])) {
    // The body is not worth reading: the answer goes out, then the connection closes.
    res.set("Connection", "close");
    next(new Problem("unsupported-media-type", "请用 Content-Type: application/json 发 JSON。这一条没有处理，会话没有变。"));
    return;
  }
  parse(req, res, next);
};

function hasBody(req: Request): boolean {
  return req.headers["transfer-encoding"] !== undefined || Number(req.headers["content-length"] ?? 0) > 0;
}

/** @throws Problem naming each point that is wrong */
export function checked<T extends z.ZodType>(schema: T, body: unknown): z.output<T> {
  const result = schema.safeParse(body ?? {});
  if (result.success) return result.data;
  const errors = result.error.issues.flatMap(pointsOf);
  const first = errors[0] ?? { path: "", detail: "写法不对" };
  throw new Problem("invalid-body", `${first.path ? `“${first.path}”` : "请求"}${first.detail}。这一条没有处理，会话没有变。`, { errors });
}

/** At most this many points are told, each at most this long: what was sent is not echoed at length. */
const MAX_POINTS = 10;
const MAX_NAME = 60;

function pointsOf(issue: z.core.$ZodIssue): ProblemPoint[] {
  const path = issue.path.map(String).join(".").slice(0, MAX_NAME);
  if (issue.code === "unrecognized_keys") {
    return issue.keys.slice(0, MAX_POINTS).map((key) => ({ path: [path, key.slice(0, MAX_NAME)].filter(Boolean).join("."), detail: "是不认识的项" }));
  }
  return [{ path, detail: spokenIssue(issue) }];
}

const TYPES: Readonly<Record<string, string>> = {
  string: "文字", number: "数字", int: "整数", boolean: "true 或 false", object: "一个对象", record: "一个对象", array: "一个列表",
};

function spokenIssue(issue: z.core.$ZodIssue): string {
  switch (issue.code) {
    case "invalid_type": return `要是${TYPES[issue.expected] ?? issue.expected}`;
    case "invalid_union": return "要是文字、数字、true 或 false";
    case "invalid_value": return `只能是 ${issue.values.map(String).join("、")}`;
    case "too_big": return `太大或太长，最多 ${issue.maximum}`;
    case "too_small": return `太小或太短，至少 ${issue.minimum}`;
    case "invalid_format": return issue.format === "date" ? "要是日期，像 2026-12-01" : `的写法不对${issue.pattern ? `，要符合 ${issue.pattern}` : ""}`;
    default: return "写法不对";
  }
}
