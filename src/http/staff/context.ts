/** What the routes of staff work with. */
import type { Request, Response } from "express";
import type { Desk } from "../../desk/desk.ts";
import type { Curation } from "../../curation/curation.ts";
import type { Inbox } from "../../curation/inbox/inbox.ts";
import type { IdentityProvider } from "../../staff/identity.ts";
import type { StaffOffice } from "../../staff/office.ts";
import type { SignedIn } from "../../staff/signIn.ts";
import type { HttpContext } from "../context.ts";
import type { Settings } from "../settings.ts";

export interface StaffContext extends HttpContext {
  readonly office: StaffOffice;
  readonly desk: Desk;
  readonly curation: Curation;
  readonly inbox: Inbox;
  /** Null: staff sign in with passwords only. */
  readonly identity: IdentityProvider | null;
  readonly settings: Pick<Settings, "publicUrl">;
}

/** Who asks. Only for handlers of routes that need a sign-in: the table has seen to it (table.ts). */
export function staffOf(res: Response): SignedIn {
  const found: unknown = res.locals["staff"];
  if (found === undefined) throw new Error("this route lets in people who are not signed in");
  return found as SignedIn;
}

/** The network address, for the audit log and for counting failures. */
export function fromOf(req: Request): string | null {
  return req.ip ?? null;
}
