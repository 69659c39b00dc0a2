/** What stands before every route: headers that browsers enforce, and a limit per address. */
import type { RequestHandler } from "express";
import { rateLimit } from "express-rate-limit";
import helmet from "helmet";
import { Problem, sendProblem } from "./problems.ts";
import type { Settings } from "./settings.ts";

/** No inline script or style, nothing from elsewhere, no framing. */
export function securityHeaders({ publicUrl }: Pick<Settings, "publicUrl">): RequestHandler {
  const secure = publicUrl?.startsWith("https:") ?? false;
  return helmet({
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: ["'self'"],
        scriptSrc: ["'self'"],
        styleSrc: ["'self'"],
        imgSrc: ["'self'", "data:"],
        objectSrc: ["'none'"],
        baseUri: ["'none'"],
        formAction: ["'self'"],
        frameAncestors: ["'none'"],
        ...(secure ? { upgradeInsecureRequests: [] } : {}),
      },
    },
    // Only where the whole site is served over TLS: on plain http these lock people out.
    strictTransportSecurity: secure ? { maxAge: 31_536_000 } : false,
    crossOriginOpenerPolicy: secure,
    originAgentCluster: false,
    referrerPolicy: { policy: "no-referrer" },
    xFrameOptions: { action: "deny" },
  });
}

const MINUTE = 60_000;

/** Counts per address (per /56 for IPv6) and minute, in this process. */
export function limitRate({ rateLimitPerMinute }: Pick<Settings, "rateLimitPerMinute">): RequestHandler {
  if (rateLimitPerMinute === 0) return (_req, _res, next) => next();
  return rateLimit({
    windowMs: MINUTE,
    limit: rateLimitPerMinute,
    standardHeaders: "draft-8",
    legacyHeaders: false,
    // Its checks write to the console where a proxy is not declared; docs/settings.md explains TRUST_PROXY instead.
    validate: false,
    handler: (_req, res) => {
      const seconds = Number(res.getHeader("Retry-After")) || 60;
      sendProblem(res, new Problem("too-many-requests",
        `这个网络地址一分钟里请求太多了。这一条没有处理，之前的都在。请过 ${seconds} 秒再试。`, { retryAfter: seconds }));
    },
  });
}
