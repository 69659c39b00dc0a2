/** The cookies of staff: out of reach of scripts and of other sites. */
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
  const value = cookieIn(req, nameOf(site));
  return value !== null && TOKEN.test(value) ? value : null;
}

function cookieIn(req: Request, wanted: string): string | null {
  for (const pair of (req.get("Cookie") ?? "").split(";")) {
    const [name = "", value = ""] = pair.trim().split("=", 2);
    if (name === wanted) return value;
  }
  return null;
}

/** It ends with the browser; the server's own limits come first (staff/session.ts). */
export function setToken(res: Response, site: Site, token: string): void {
  res.cookie(nameOf(site), token, options(site));
}

const GOING = /^[A-Za-z0-9_-]{1,2000}$/;
const goingName = (site: Site): string => isSecure(site) ? "__Host-yicitong_going" : "yicitong_going";

/** What a browser keeps while somebody is at the identity provider. Lax: the way back is a link from there. */
export function setGoing(res: Response, site: Site, kept: object, maxAge: number): void {
  res.cookie(goingName(site), Buffer.from(JSON.stringify(kept)).toString("base64url"), { ...options(site), maxAge });
}

/** Good for one way back: reading it takes it away. */
export function takeGoing(req: Request, res: Response, site: Site): unknown {
  res.clearCookie(goingName(site), options(site));
  const value = cookieIn(req, goingName(site));
  if (value === null || !GOING.test(value)) return null;
  try {
    return JSON.parse(Buffer.from(value, "base64url").toString("utf8"));
  } catch {
    return null;
  }
}

export function clearToken(res: Response, site: Site): void {
  res.clearCookie(nameOf(site), options(site));
}
