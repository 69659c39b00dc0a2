/**
 * Every route of staff stands in a table with who may use it. There is no other way to add one, so a test can ask each
 * of them as each role (test/http/staffRoles.test.ts).
 */
import express, { Router, type Request, type RequestHandler, type Response } from "express";
import type { Who } from "../../staff/roles.ts";
import { readBody } from "../body.ts";
import { MAX_BODY, methodNotAllowed } from "../errors.ts";
import { route } from "../log.ts";
import type { StaffContext } from "./context.ts";
import { letIn, ownSiteOnly } from "./guard.ts";
import { problemPage } from "./shell.ts";

export interface StaffRoute {
  readonly method: "get" | "post" | "put" | "delete";
  /** Absolute; what begins with `/api/` takes and gives JSON, anything else is a page with forms. */
  readonly path: string;
  readonly who: Who;
  /** Usable before a password given by somebody else has been changed. */
  readonly early?: true;
  /** Bytes a form may have; the usual limit when absent. */
  readonly maxBody?: number;
  /** Takes a file as it is, instead of JSON; `req.body` is a Buffer. */
  readonly takesFile?: true;
  readonly handle: (req: Request, res: Response) => Promise<void> | void;
}

const readForm = (limit: number): RequestHandler => express.urlencoded({ extended: false, limit, inflate: false, parameterLimit: 500 });

const readFile = (limit: number): RequestHandler => express.raw({ limit, inflate: false, type: () => true });

export function staffRouter(context: StaffContext, routes: readonly StaffRoute[]): Router {
  const router = Router();
  for (const [path, ofPath] of byPath(routes)) {
    const at = router.route(path);
    const isApi = path.startsWith("/api/");
    for (const { method, who, early, maxBody = MAX_BODY, takesFile, handle } of ofPath) {
      at[method](route(`${method.toUpperCase()} ${path}`), isApi ? asApi : asPage, ownSiteOnly(context), letIn(context, who, early ?? false),
        takesFile ? readFile(maxBody) : isApi ? readBody : readForm(maxBody), handle);
    }
    at.all(isApi ? asApi : asPage, methodNotAllowed(...ofPath.map((r) => r.method.toUpperCase())));
  }
  return router;
}

const asApi: RequestHandler = (_req, res, next) => {
  res.set("Cache-Control", "no-store");
  next();
};

/** `same-origin`: with `no-referrer` browsers would send forms with `Origin: null`. */
const asPage: RequestHandler = (_req, res, next) => {
  res.set({ "Cache-Control": "no-store", "Referrer-Policy": "same-origin" });
  res.locals["problemPage"] = problemPage;
  next();
};

function byPath(routes: readonly StaffRoute[]): ReadonlyMap<string, readonly StaffRoute[]> {
  const groups = new Map<string, StaffRoute[]>();
  for (const r of routes) groups.set(r.path, [...groups.get(r.path) ?? [], r]);
  return groups;
}
