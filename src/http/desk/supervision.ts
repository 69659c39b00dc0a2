/** What supervisors do at the desk: the team at work, and its canned wording, each for their own departments. */
import { randomBytes } from "node:crypto";
import type { Request, Response } from "express";
import type { Desk } from "../../desk/desk.ts";
import { PRESENCE_LIFE } from "../../desk/hours.ts";
import { daysOfWork, sharesUsed } from "../../desk/statistics.ts";
import { dayInChina } from "../../domain/days.ts";
import type { CannedWording } from "../../domain/desk.ts";
import type { Account } from "../../staff/account.ts";
import type { StaffRole } from "../../staff/roles.ts";
import { checked } from "../body.ts";
import { Problem } from "../problems.ts";
import { fromOf, staffOf, type StaffContext } from "../staff/context.ts";
import type { StaffRoute } from "../staff/table.ts";
import { wordingRequest } from "./requests.ts";

const SUPERVISORS: readonly StaffRole[] = ["supervisor"];
/** Days the statistics look back. */
const DAYS = 30;
const DAY = 86_400_000;

export function supervisionRoutes({ office }: StaffContext, desk: Desk): readonly StaffRoute[] {
  const note = async (req: Request, res: Response, { team, title }: CannedWording, detail: string): Promise<void> =>
    office.store.appendAudit({ at: office.clock(), actor: staffOf(res).account, action: "desk.wording", target: `${team ?? "全体"}：${title}`, reason: null, from: fromOf(req), detail });
  /** @throws Problem when it is another department's to change */
  const mustKeep = (res: Response, wording: Pick<CannedWording, "team">): void => {
    if (!mayKeep(staffOf(res).account, wording.team)) throw new Problem("not-allowed", wording.team === null ? "全体的常用语由不分部门的班长来改。您可以加本部门的。" : `${wording.team}的常用语由${wording.team}的班长来改，这一条没有变。`);
  };
  return [
    { method: "post", path: "/api/v1/desk/wording", who: SUPERVISORS, handle: async (req, res) => {
      const { id, ...wording } = checked(wordingRequest, req.body);
      const before = id === undefined ? null : await desk.store.wording(id);
      if (id !== undefined && before === null) throw noWording();
      for (const one of [wording, ...before ? [before] : []]) mustKeep(res, one);
      const kept = { id: id ?? randomBytes(9).toString("base64url"), ...wording };
      await desk.store.putWording(kept);
      await note(req, res, kept, before ? "改了" : "新加");
      res.status(before ? 200 : 201).json(kept);
    } },
    { method: "delete", path: "/api/v1/desk/wording/:id", who: SUPERVISORS, handle: async (req, res) => {
      const before = await desk.store.wording(String(req.params["id"]));
      if (before) mustKeep(res, before);
      if (!before || !await desk.store.dropWording(before.id)) throw noWording();
      await note(req, res, before, "删了");
      res.json({ deleted: true });
    } },
    { method: "get", path: "/api/v1/desk/team", who: SUPERVISORS, handle: async (_req, res) => {
      const now = office.clock();
      const [presences, taken, handled, counts] = await Promise.all([
        desk.store.presences(now - DAY), desk.store.entries(["taken", "call"], 200), desk.store.handledBetween(now - DAYS * DAY, now + 1),
        desk.store.counts(dayInChina(now - DAYS * DAY), dayInChina(now)),
      ]);
      res.json({
        agents: presences.map((p) => ({ ...p, isThere: now - p.seenAt <= PRESENCE_LIFE, has: taken.filter((e) => e.agent === p.agent).length })),
        taken, days: daysOfWork(handled), suggestions: sharesUsed(counts),
      });
    } },
  ];
}

/** Whoever is limited to departments keeps theirs; whoever is not keeps everybody's and each department's. */
function mayKeep({ departments }: Pick<Account, "departments">, team: string | null): boolean {
  return departments.length === 0 || team !== null && departments.includes(team);
}

function noWording(): Problem {
  return new Problem("not-found", "没有这条常用语，可能已经删了。");
}
