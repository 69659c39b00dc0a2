/** What stands before every route: headers that browsers enforce. */
import type { RequestHandler } from "express";
import helmet from "helmet";
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
