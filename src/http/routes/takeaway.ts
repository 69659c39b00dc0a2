/** What one leaves with: the trip card as PDF, the visit for the calendar, a link to go on elsewhere. */
import { createHash } from "node:crypto";
import { Router, type Request, type Response } from "express";
import { followLink, makeLink, revokeLinks } from "../../assistant/access.ts";
import { readPlan } from "../../assistant/takeAway.ts";
import { isWorkingDay } from "../../domain/calendar.ts";
import type { Plan } from "../../domain/conversation.ts";
import { addToDay, dayInChina, spokenDay } from "../../domain/days.ts";
import { conversationOf } from "../auth.ts";
import { checked } from "../body.ts";
import type { HttpContext } from "../context.ts";
import { methodNotAllowed } from "../errors.ts";
import { route } from "../log.ts";
import { Problem } from "../problems.ts";
import { orThrow, unknownConversation } from "../refusals.ts";
import { cardRequest, followRequest, visitRequest } from "../schemas/takeaway.ts";
import { cardPdf } from "../takeaway/cardPdf.ts";
import { qrPath } from "../takeaway/qr.ts";
import { visitCalendar, visitDays } from "../takeaway/visit.ts";

/** Under `/conversations/:id`. */
export function takeawayRoutes(context: HttpContext): Router {
  const router = Router({ mergeParams: true });
  router.route("/card").post(route("POST /conversations/:id/card"), card(context)).all(methodNotAllowed("POST"));
  router.route("/visit").post(route("POST /conversations/:id/visit"), visit(context)).all(methodNotAllowed("POST"));
  router.route("/links")
    .post(route("POST /conversations/:id/links"), link(context))
    .delete(route("DELETE /conversations/:id/links"), revoke(context))
    .all(methodNotAllowed("POST, DELETE"));
  return router;
}

/** Under `/links`: a code is exchanged for a token; it travels in a body, so that no log holds it. */
export function linkRoutes({ assistant }: HttpContext): Router {
  const router = Router();
  router.route("/").post(route("POST /links"), async (req: Request, res: Response): Promise<void> => {
    const { code } = checked(followRequest, req.body);
    const followed = await followLink(assistant.store, code, assistant.clock());
    if (!followed) throw new Problem("unknown-link", "这个链接打不开了：可能过期了，或者被收回了。原来那台设备上的清单还在，请在那边再生成一个。");
    res.locals["conversation"] = followed.id;
    res.json(followed);
  }).all(methodNotAllowed("POST"));
  return router;
}

/** Under `/visit-days`. */
export function visitDayRoutes({ assistant }: HttpContext): Router {
  const router = Router();
  router.route("/")
    .get(route("GET /visit-days"), (_req, res) => { res.json({ days: visitDays(dayInChina(assistant.clock())) }); })
    .all(methodNotAllowed("GET"));
  return router;
}

const card = (context: HttpContext) => async (req: Request, res: Response): Promise<void> => {
  const plan = await planOf(context, req, res);
  const { large, code } = checked(cardRequest, req.body);
  const link = code === undefined ? null : { url: linkUrl(context, req, code), note: "扫码接着办" };
  const bytes = await cardPdf({ plan, made: spokenDay(dayInChina(context.assistant.clock())), large: large ?? false, link });
  res.type("application/pdf").set("Content-Disposition", attachment(`出行单-${plan.title}.pdf`)).send(bytes);
};

/** How far ahead a visit may be planned. */
const YEARS_AHEAD = 1;

const visit = (context: HttpContext) => async (req: Request, res: Response): Promise<void> => {
  const plan = await planOf(context, req, res);
  const { day, half } = checked(visitRequest, req.body);
  const now = context.assistant.clock();
  const today = dayInChina(now);
  if (day < today || day > addToDay(today, { years: YEARS_AHEAD })) throw new Problem("closed-day", `${spokenDay(day)}不行：要选今天以后、一年以内的一天。`);
  if (isWorkingDay(day) === false) throw new Problem("closed-day", `${spokenDay(day)}是休息日，窗口一般不开门。请换一个工作日；要周末去，先打 12345 问那边开不开。`);
  const uid = createHash("sha256").update(`${String(req.params["id"])} ${day} ${half}`).digest("hex").slice(0, 32) + "@yicitong";
  res.type("text/calendar; charset=utf-8").set("Content-Disposition", attachment(`去办-${plan.title}.ics`))
    .send(visitCalendar({ plan, day, half, uid, now }));
};

const link = (context: HttpContext) => async (req: Request, res: Response): Promise<void> => {
  const { id, token } = conversationOf(req, res);
  const made = await makeLink(context.assistant.store, id, token, context.assistant.clock());
  if (!made) throw unknownConversation();
  const url = linkUrl(context, req, made.code);
  res.status(201).json({ ...made, url, qr: qrPath(url) });
};

const revoke = ({ assistant }: HttpContext) => async (req: Request, res: Response): Promise<void> => {
  const { id, token } = conversationOf(req, res);
  const revoked = await revokeLinks(assistant.store, id, token, assistant.clock());
  if (revoked === null) throw unknownConversation();
  res.json({ revoked });
};

async function planOf({ assistant }: HttpContext, req: Request, res: Response): Promise<Plan> {
  const { id, token } = conversationOf(req, res);
  const { plan } = orThrow(await readPlan(assistant, id, token));
  if (!plan) throw new Problem("no-trip", "还没说要办什么事，没有出行单可以带走。先说一句您想办的事。");
  return plan;
}

/** The code stands behind `#`: browsers send that part to no server. */
function linkUrl({ publicUrl }: HttpContext, req: Request, code: string): string {
  return `${publicUrl ?? `${req.protocol}://${req.get("Host") ?? "localhost"}`}/#r=${code}`;
}

function attachment(name: string): string {
  return `attachment; filename*=UTF-8''${encodeURIComponent(name.replace(/[\\/:*?"<>|]/g, " "))}`;
}
