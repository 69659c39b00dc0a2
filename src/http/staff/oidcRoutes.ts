/** To the house's identity provider and back. What the browser keeps meanwhile is good once and for ten minutes. */
import { createHash } from "node:crypto";
import type { Request, Response } from "express";
import { z } from "zod";
import { ProviderProblem, signInVouched, type Going, type IdentityProvider, type VouchedSignIn } from "../../staff/identity.ts";
import { Problem } from "../problems.ts";
import { fromOf, type StaffContext } from "./context.ts";
import { setGoing, takeGoing } from "./cookie.ts";
import { begin, nextOf, signInPage } from "./signInRoutes.ts";
import type { StaffRoute } from "./table.ts";

const START = "/staff/sign-in/oidc";
export const CALLBACK = `${START}/callback`;
/** Milliseconds that somebody may take at the provider. */
const LONGEST = 10 * 60_000;

const kept = z.strictObject({ state: z.string().min(20), nonce: z.string().min(20), verifier: z.string().min(43), next: z.string(), at: z.number() });

const SAYS: Readonly<Record<Exclude<VouchedSignIn, { ok: true }>["why"], string>> = {
  "no-account": "统一身份认证认得您，但这里还没有您的账号。请系统管理员按您的登录名建一个。",
  disabled: "您的账号已经停用。要恢复，请找系统管理员。",
  "somebody-else": "这个登录名在这里绑定的是另一个人，没有让您进。请系统管理员核对。",
  again: "刚才别人也在改这个账号，没有登录成。请再点一次。",
};
const PROVIDER_SAYS: Readonly<Record<ProviderProblem["kind"], readonly [number, string]>> = {
  unreachable: [503, "统一身份认证现在连不上，过一会儿再试。有密码的可以先用密码登录。"],
  declined: [401, "统一身份认证那边没有同意，或者您取消了。要登录就再点一次。"],
  refused: [401, "统一身份认证的回复对不上，没有让您进。请再点一次；还不行，告诉系统管理员。"],
};
const LOST = "登录没有接上：可能等太久了，或者换了浏览器。请再点一次。";

export function oidcRoutes(context: StaffContext): readonly StaffRoute[] {
  const { office, settings, log } = context;
  const provider = (): IdentityProvider => {
    if (context.identity === null) throw new Problem("not-found", "这里没有开统一身份认证，请用密码登录。");
    return context.identity;
  };
  const refuse = (res: Response, next: string, status: number, problem: string): void => {
    res.status(status).type("html").send(signInPage({ next, login: "", problem, others: true }));
  };
  const troubled = (res: Response, next: string, error: unknown): void => {
    if (!(error instanceof ProviderProblem)) throw error;
    log.warn({ kind: error.kind, reason: error.message }, "the identity provider vouched for nobody");
    refuse(res, next, ...PROVIDER_SAYS[error.kind]);
  };

  return [
    { method: "get", path: START, who: "anyone", handle: async (req, res) => {
      const next = nextOf(req.query["next"]);
      try {
        const { url, going } = await provider().begin();
        setGoing(res, settings, { ...going, next, at: office.clock() } satisfies z.input<typeof kept>, LONGEST);
        res.redirect(303, url);
      } catch (error) {
        troubled(res, next, error);
      }
    } },
    { method: "get", path: CALLBACK, who: "anyone", handle: async (req, res) => {
      const from = provider();
      const going = kept.safeParse(takeGoing(req, res, settings));
      if (!going.success || !isFresh(going.data.at, office.clock()) || !await isFirst(context, going.data)) return refuse(res, "/staff", 401, LOST);
      const next = nextOf(going.data.next);
      try {
        const vouched = await from.finish(queryOf(req), going.data);
        const result = await signInVouched(office, vouched, fromOf(req));
        if (!result.ok) return refuse(res, next, 401, SAYS[result.why]);
        await begin(context, req, res, result.token);
        res.redirect(303, next);
      } catch (error) {
        troubled(res, next, error);
      }
    } },
  ];
}

function isFresh(at: number, now: number): boolean {
  return at <= now && now - at < LONGEST;
}

/** A way back counts once, on whatever node: a copied address and cookie are worth nothing afterwards. */
async function isFirst({ office: { store, clock } }: StaffContext, { state }: Going): Promise<boolean> {
  const { counted } = await store.countAttempt(`oidc:${createHash("sha256").update(state).digest("hex")}`,
    (before) => before === null ? { failures: 1, lastAt: clock(), lockedUntil: 0 } : null);
  return counted;
}

function queryOf(req: Request): URLSearchParams {
  return new URL(req.originalUrl, "http://localhost").searchParams;
}
