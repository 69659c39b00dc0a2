/** The cookie that carries the session's token: out of reach of scripts and of other sites. */
import type { Request, Response } from "express";
import type { Settings } from "../settings.ts";

type Site = Pick<Settings, "publicUrl">;

const TOKEN = /^[A-Za-z0-9_-]{43}$/;
const isSecure = ({ publicUrl }: Site): boolean => publicUrl?.startsWith("https:") ?? false;
/** `__Host-`: the browser itself refuses it from a subdomain, without TLS, or for a part of the site. */
const nameOf = (site: Site): string => isSecure(site) ? "__Host-yicitong_staff" : "yicitong_staff";
/** Lax: a link from a colleague's message opens signed in; a form of another site does not send it. */
const options = (site: Site) => ({ httpOnly: true, sameSite: "lax", secure: isSecure(site), path: "/" }) as const;

export function readToken(req: Request, site: Site): string | null {
  const wanted = nameOf(site);
  for (const pair of (req.get("Cookie") ?? "").split(";")) {
    const [name = "", value = ""] = pair.trim().split("=", 2);
    if (name === wanted) return TOKEN.test(value) ? value : null;
  }
  return null;
}

/** It ends with the browser; the server's own limits come first (staff/session.ts). */
export function setToken(res: Response, site: Site, token: string): void {
  res.cookie(nameOf(site), token, options(site));
}

export function clearToken(res: Response, site: Site): void {
  res.clearCookie(nameOf(site), options(site));
}
