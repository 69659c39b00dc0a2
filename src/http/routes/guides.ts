/** The knowledge base, and a checklist without a conversation. */
import { Router, type Response } from "express";
import { dayInChina, isDay } from "../../domain/days.ts";
import type { Edition } from "../../domain/edition.ts";
import { NOT_KNOWN, type Answer, type Facts, type Situation } from "../../domain/facts.ts";
import { situationOf, type Guide } from "../../domain/guide.ts";
import { checked } from "../body.ts";
import type { HttpContext } from "../context.ts";
import { methodNotAllowed } from "../errors.ts";
import { checklistView, guideView, listView } from "../guideView.ts";
import { route } from "../log.ts";
import { Problem } from "../problems.ts";
import { checklistRequest } from "../schemas/requests.ts";

/** Seconds a browser may keep what an edition says; the ETag makes asking again cheap. */
const MAX_AGE = 60;

export function guideRoutes({ assistant }: HttpContext): Router {
  const router = Router();
  const today = (): string => dayInChina(assistant.clock());
  router.route("/")
    .get(route("GET /guides"), (_req, res) => {
      cacheable(res).json(listView(assistant.edition));
    })
    .all(methodNotAllowed("GET"));
  router.route("/:id")
    .get(route("GET /guides/:id"), (req, res) => {
      cacheable(res).json(guideView(assistant.edition, guideOf(assistant.edition, req.params.id), today()));
    })
    .all(methodNotAllowed("GET"));
  router.route("/:id/checklist")
    .post(route("POST /guides/:id/checklist"), (req, res) => {
      const guide = guideOf(assistant.edition, req.params.id);
      const { answers, day } = checked(checklistRequest, req.body);
      res.json(checklistView(assistant.edition, guide, factsOf(guide, answers), day ?? today()));
    })
    .all(methodNotAllowed("POST"));
  return router;
}

function cacheable(res: Response): Response {
  return res.set("Cache-Control", `public, max-age=${MAX_AGE}`);
}

/** @throws Problem unknown-guide */
export function guideOf(edition: Edition, id: string): Guide {
  const guide = edition.guides.get(id);
  if (guide) return guide;
  const service = edition.services.get(id);
  throw new Problem("unknown-guide", service?.withdrawn ?? (service
    ? `“${service.name}”的指南还没写好。要带什么请打 12345，或到窗口问。`
    : "没有这个编号的办事指南。全部编号在 /api/v1/guides 里。"));
}

/** @throws Problem unknown-fact, invalid-answer */
export function factsOf(guide: Guide, answers: Readonly<Record<string, Answer>>): Facts {
  for (const [fact, value] of Object.entries(answers)) {
    const situation = situationOf(guide, fact);
    if (!situation) throw new Problem("unknown-fact", `“${guide.name}”不问“${fact.slice(0, 60)}”这一条。要问的都在 /api/v1/guides/${guide.id} 的 situations 里。`);
    if (!fits(situation, value)) throw new Problem("invalid-answer", `“${fact}”（${situation.ask}）${expected(situation)}，不清楚就写 not-known。`);
  }
  return answers;
}

function fits(s: Situation, value: Answer): boolean {
  if (value === NOT_KNOWN) return true;
  switch (s.type) {
    case "yesno": return typeof value === "boolean";
    case "choice": return s.options.some(({ id }) => id === value);
    case "date": return typeof value === "string" && isDay(value);
    case "number": return typeof value === "number" && Number.isFinite(value) && value >= (s.min ?? -Infinity) && value <= (s.max ?? Infinity);
  }
}

function expected(s: Situation): string {
  switch (s.type) {
    case "yesno": return "要答 true 或 false";
    case "choice": return `要答 ${s.options.map(({ id }) => id).join("、")} 里的一个`;
    case "date": return "要答日期，像 2026-12-01";
    case "number": return `要答数字${s.min === undefined ? "" : `，最小 ${s.min}`}${s.max === undefined ? "" : `，最大 ${s.max}`}`;
  }
}
