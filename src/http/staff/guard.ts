/** What stands before every route of staff: who is it, may they, and does the request come from our own pages. */
import type { Request, RequestHandler } from "express";
import { mayUse, type Who } from "../../staff/roles.ts";
import { whoIs } from "../../staff/signIn.ts";
import { Problem } from "../problems.ts";
import type { StaffContext } from "./context.ts";
import { readToken } from "./cookie.ts";

/** For programs that are no browser: another site cannot send it without asking first, and is told no. */
export const OWN_HEADER = "X-Yicitong-Staff";

/**
 * Changes must come from our own pages: browsers say where a request comes from, and a page cannot make them lie.
 * @throws Problem cross-site
 */
export function ownSiteOnly({ settings }: Pick<StaffContext, "settings">): RequestHandler {
  return (req, _res, next) => {
    if (req.method !== "GET" && req.method !== "HEAD" && !isOwn(req, settings.publicUrl)) {
      throw new Problem("cross-site", "这个请求不是从本站的页面发来的，没有处理，什么都没改。请回到页面上再点一次。");
    }
    next();
  };
}

function isOwn(req: Request, publicUrl: string | null): boolean {
  const site = req.get("Sec-Fetch-Site");
  if (site !== undefined && site !== "same-origin") return false;
  const origin = req.get("Origin");
  if (origin === undefined) return site === "same-origin" || req.get(OWN_HEADER) !== undefined;
  if (!URL.canParse(origin)) return false;
  const { host } = new URL(origin);
  return host === req.host || (publicUrl !== null && origin === new URL(publicUrl).origin);
}

/**
 * Lets in whom the route is for, and puts who it is where `staffOf` finds it.
 * @param early the route may be used before a password given by somebody else has been changed
 */
export function letIn({ office, settings }: Pick<StaffContext, "office" | "settings">, who: Who, early: boolean): RequestHandler {
  return async (req, res, next) => {
    const token = readToken(req, settings);
    const signedIn = token === null ? null : await whoIs(office, token);
    if (signedIn) res.locals["staff"] = signedIn;
    const may = mayUse(who, signedIn?.account.roles ?? null);
    const isPage = !req.path.startsWith("/api/");
    if (may === "sign-in") {
      if (isPage) return res.redirect(303, `/staff/sign-in?next=${encodeURIComponent(req.method === "GET" ? req.originalUrl : "/staff")}`);
      throw new Problem("not-signed-in", "没有登录，或者登录已经过期。请重新登录再试；没存的内容还在页面上。");
    }
    if (may === "no") throw new Problem("not-allowed", "您的岗位不能用这一项。需要的话，请系统管理员给您加上岗位。");
    if (who !== "anyone" && signedIn?.account.mustChangePassword && !early) {
      if (isPage) return res.redirect(303, "/staff/password");
      throw new Problem("password-must-change", "密码是别人给的，先改成自己的再用。");
    }
    next();
  };
}
