/** The desk's routes: every one for agents or supervisors, every look at a conversation in the audit log. */
import type { Request, Response } from "express";
import type { DeskAction } from "../../desk/act.ts";
import type { Desk } from "../../desk/desk.ts";
import { Finder } from "../../desk/find.ts";
import { PRESENCE_LIFE } from "../../desk/hours.ts";
import type { Actor } from "../../desk/ports.ts";
import type { PresenceKind } from "../../domain/desk.ts";
import type { DeskView } from "../../domain/desk.ts";
import { mattersIn } from "../../desk/words.ts";
import { workOrdersCsv } from "../../desk/workOrder.ts";
import type { Edition } from "../../domain/edition.ts";
import { localEdition } from "../../domain/regional.ts";
import type { AuditAction } from "../../staff/audit.ts";
import type { StaffRole } from "../../staff/roles.ts";
import { checked } from "../body.ts";
import { html } from "../pages/html.ts";
import { wordingIndex } from "../pages/searchIndexes.ts";
import { Problem } from "../problems.ts";
import { orThrow } from "../refusals.ts";
import { fromOf, staffOf, type StaffContext } from "../staff/context.ts";
import { staffPage } from "../staff/shell.ts";
import type { StaffRoute } from "../staff/table.ts";
import { actionRequest, callRequest, presenceRequest, smsRequest, theOneAction, type ActionBody } from "./requests.ts";
import { deskStream, queueView } from "./stream.ts";
import { supervisionRoutes } from "./supervision.ts";

const AGENTS: readonly StaffRole[] = ["agent", "supervisor"];
type Peeked = Pick<DeskView, "id" | "entry" | "agent" | "isCall">;

/** A conversation that stays open is noted again in the audit log after this long. */
const VIEW_NOTED = 15 * 60_000;
const ID = /^[A-Za-z0-9_-]{1,64}$/;

export function deskRoutes(context: StaffContext, desk: Desk): readonly StaffRoute[] {
  const { office, assistant } = context;
  const finder = perEdition();
  const noted = new Map<string, number>();

  const actorOf = (res: Response): Actor => {
    const { id, name, departments } = staffOf(res).account;
    return { id, name, team: departments[0] ?? null };
  };
  const isSupervisor = (res: Response): boolean => staffOf(res).account.roles.includes("supervisor");
  const note = async (req: Request, res: Response, action: AuditAction, target: string, detail: string | null = null): Promise<void> =>
    office.store.appendAudit({ at: office.clock(), actor: staffOf(res).account, action, target, reason: null, from: fromOf(req), detail });
  /** Looking at a conversation is in the audit log: once, and again when it goes on for long. */
  const noteView = async (req: Request, res: Response, id: string): Promise<void> => {
    const key = `${staffOf(res).account.id} ${id}`;
    const now = office.clock();
    if (now - (noted.get(key) ?? 0) < VIEW_NOTED) return;
    for (const [k, at] of noted) if (now - at >= VIEW_NOTED) noted.delete(k);
    noted.set(key, now);
    await note(req, res, "desk.view", id);
  };
  const visible = async (req: Request, res: Response): Promise<DeskView> => {
    const id = String(req.params["id"] ?? "");
    const view = ID.test(id) ? await desk.view(id) : null;
    if (!view || !mayLook(view, staffOf(res).account.id, isSupervisor(res))) throw unknown();
    res.locals["conversation"] = id;
    return view;
  };
  /** @param takes who clicks a moment too late is told who was first, not that there is nothing */
  const known = async (req: Request, res: Response, takes = false): Promise<Peeked> => {
    const id = String(req.params["id"] ?? "");
    const peeked = ID.test(id) ? await desk.peek(id) : null;
    if (!peeked || !mayLook(peeked, staffOf(res).account.id, isSupervisor(res)) && !(takes && peeked.agent)) throw unknown();
    res.locals["conversation"] = id;
    return peeked;
  };
  const keepPresence = async (actor: Actor, presence: PresenceKind | null): Promise<PresenceKind> => {
    const now = office.clock();
    const before = await desk.store.presence(actor.id);
    const kind = presence ?? before?.presence ?? "away";
    await desk.store.putPresence({ agent: actor.id, name: actor.name, team: actor.team, presence: kind, since: before?.presence === kind ? before.since : now, seenAt: now });
    return kind;
  };

  return [
    { method: "get", path: "/desk", who: AGENTS, handle: (_req, res) => {
      const { account } = staffOf(res);
      res.type("html").send(staffPage({ title: "坐席台", account, area: "/desk", script: "/desk.js", style: "/desk.css", body: html`<div id="desk"></div><noscript><p>坐席台要用到 JavaScript，请在浏览器里打开。</p></noscript>` }));
    } },
    { method: "get", path: "/api/v1/desk/board", who: AGENTS, handle: async (_req, res) => {
      const me = actorOf(res);
      const { departments } = staffOf(res).account;
      const presence = await keepPresence(me, null);
      const [waiting, mine, colleagues, wording] = await Promise.all([
        desk.waiting(), desk.mine(me.id), desk.store.presences(office.clock() - PRESENCE_LIFE), desk.store.wordings(departments.length > 0 ? departments : null),
      ]);
      res.json({ me: { ...me, presence, isSupervisor: isSupervisor(res), teams: departments }, queue: queueView(waiting), mine, colleagues, places: placesOf(assistant.edition), wording: wordingIndex(wording) });
    } },
    { method: "put", path: "/api/v1/desk/presence", who: AGENTS, handle: async (req, res) => {
      res.json({ presence: await keepPresence(actorOf(res), checked(presenceRequest, req.body).presence) });
    } },
    { method: "get", path: "/api/v1/desk/stream", who: AGENTS, handle: async (req, res) => {
      const me = actorOf(res);
      const watch = typeof req.query["watch"] === "string" && ID.test(req.query["watch"]) ? req.query["watch"] : null;
      const view = watch === null ? null : await desk.peek(watch);
      if (view && !mayLook(view, me.id, isSupervisor(res))) throw unknown();
      if (view) await noteView(req, res, view.id);
      const supervises = isSupervisor(res);
      const read = async (id: string): Promise<DeskView | { gone: string }> => {
        const now = await desk.view(id);
        if (now && mayLook(now, me.id, supervises)) return now;
        return { gone: now?.agent ? `${now.agent.name}接走了这个会话。` : "这个会话不在队列里了。" };
      };
      await deskStream({ context, desk, agent: me.id, watch: view && { id: view.id, read: () => read(view.id) }, seen: async () => { await keepPresence(me, null); } }, req, res);
    } },
    { method: "get", path: "/api/v1/desk/conversations/:id", who: AGENTS, handle: async (req, res) => {
      const view = await visible(req, res);
      await noteView(req, res, view.id);
      res.json(view);
    } },
    { method: "post", path: "/api/v1/desk/conversations/:id/actions", who: AGENTS, handle: async (req, res) => {
      const body = checked(actionRequest, req.body);
      const view = await known(req, res, body.take === true);
      await noteView(req, res, view.id);
      const action = actionOf(desk, body, view, isSupervisor(res), assistant.edition);
      const actions = body.text === undefined ? [action] : mattersIn(body.text).map((text) => desk.input({ kind: "text", text }));
      let result: DeskView | undefined;
      for (const one of actions) {
        const done = orThrow(await desk.act(view.id, actorOf(res), one));
        if ("declined" in done) throw new Problem("desk-declined", done.text);
        result = done;
      }
      if (["take", "take-over", "transfer", "hand-back"].includes(action.kind)) await note(req, res, "desk.act", view.id, ACTION_NAMES[action.kind] ?? null);
      res.json(result);
    } },
    { method: "get", path: "/api/v1/desk/conversations/:id/work-order", who: AGENTS, handle: async (req, res) => {
      const view = await known(req, res);
      const order = await desk.workOrders.of(view.id);
      if (!order) throw unknown();
      await note(req, res, "desk.export", view.id);
      if (req.query["format"] !== "csv") return void res.json(order);
      res.type("text/csv").set("Content-Disposition", `attachment; filename="${order.工单号}.csv"`).send(workOrdersCsv([order]));
    } },
    { method: "post", path: "/api/v1/desk/conversations/:id/work-order", who: AGENTS, handle: async (req, res) => {
      const { id, agent, entry } = await known(req, res);
      if ((agent?.id ?? entry?.agent) !== staffOf(res).account.id && !isSupervisor(res)) throw new Problem("desk-declined", "这个会话您没有接待过，工单由接待的人来送。");
      const delivery = await desk.workOrders.hand(id);
      if (!delivery) throw unknown();
      if (!delivery.canSend) throw new Problem("desk-declined", delivery.text);
      await note(req, res, "desk.order", id, delivery.order);
      res.status(202).json(delivery);
    } },
    { method: "get", path: "/api/v1/desk/conversations/:id/work-order/delivery", who: AGENTS, handle: async (req, res) => {
      const { id } = await known(req, res);
      res.json(await desk.workOrders.delivery(id));
    } },
    { method: "get", path: "/api/v1/desk/conversations/:id/contact", who: AGENTS, handle: async (req, res) => {
      const view = await known(req, res);
      await note(req, res, "desk.contact", view.id);
      res.json({ phone: await desk.contacts.of(view.id, "call-back") });
    } },
    { method: "get", path: "/api/v1/desk/conversations/:id/sms", who: AGENTS, handle: async (req, res) => {
      const view = await known(req, res);
      res.json({ messages: await desk.texts.preview(view.id) ?? [] });
    } },
    { method: "post", path: "/api/v1/desk/conversations/:id/sms", who: AGENTS, handle: async (req, res) => {
      const { phone } = checked(smsRequest, req.body);
      const view = await known(req, res);
      const refused = await desk.texts.send(view.id, phone);
      if (refused !== null) throw new Problem("desk-declined", refused);
      await note(req, res, "desk.sms", view.id);
      res.json({ sent: true });
    } },
    { method: "post", path: "/api/v1/desk/calls", who: AGENTS, handle: async (req, res) => {
      const { region } = checked(callRequest, req.body);
      res.status(201).json(await desk.openCall(actorOf(res), region ?? null));
    } },
    { method: "get", path: "/api/v1/desk/guides", who: AGENTS, handle: (req, res) => {
      const query = typeof req.query["q"] === "string" ? req.query["q"].slice(0, 100) : "";
      const asked = (name: string): string | null => typeof req.query[name] === "string" && req.query[name] !== "" ? req.query[name] : null;
      const region = asked("region");
      if (region !== null && !assistant.edition.regions.has(region)) throw new Problem("unknown-region", "没有这个地区。");
      const { candidates } = query ? assistant.understand(query, assistant.clock()).match : { candidates: [] };
      res.json({ found: finder(assistant.edition, region).find(query, candidates, { audience: asked("audience"), isLocalOnly: asked("local") !== null }) });
    } },
    ...supervisionRoutes(context, desk),
  ];
}

/** Places that have loaded something of their own, for the filter of the finder. */
function placesOf({ packs, regions }: Edition): { readonly adcode: string; readonly name: string }[] {
  return [...packs.keys()].flatMap((id) => { const place = regions.get(id); return place ? [{ adcode: place.adcode, name: place.name }] : []; });
}

const ACTION_NAMES: Readonly<Record<string, string>> = { "take": "接待", "take-over": "接手", "transfer": "转出", "hand-back": "交还或结束" };

/** Waiting ones are for everybody, taken ones for who has them; supervisors see all that the desk has to do with. */
function mayLook({ entry, agent }: Pick<Peeked, "entry" | "agent">, me: string, isSupervisor: boolean): boolean {
  if (isSupervisor || agent?.id === me || entry?.agent === me) return true;
  return entry !== null && ["waiting", "offered", "message"].includes(entry.status);
}

function unknown(): Problem {
  return new Problem("unknown-conversation", "没有找到这个会话，可能已经过期，或者已经被别的坐席接走。");
}

function actionOf(desk: Desk, body: ActionBody, view: Peeked, isSupervisor: boolean, edition: Edition): DeskAction {
  switch (theOneAction(body)) {
    case "take": return { kind: "take" };
    case "takeOver":
      if (!isSupervisor) throw new Problem("not-allowed", "从别的坐席手里接过来，要班长来做。");
      return { kind: "take-over" };
    case "say": return { kind: "say", text: body.say ?? "" };
    case "note": return { kind: "note", text: body.note ?? "" };
    case "transfer": return { kind: "transfer", to: body.transfer?.to ?? null, note: body.transfer?.note ?? "" };
    case "handBack": return { kind: "hand-back" };
    case "text":
      if (!view.isCall) throw new Problem("invalid-body", "text 只用于电话：网上的市民自己会打字。会话没有变。");
      return desk.input({ kind: "text", text: body.text ?? "" });
    case "choice": return desk.input({ kind: "choice", choice: body.choice ?? "" });
    case "answer": return body.answer ? desk.input({ kind: "answer", ...body.answer }) : nothing();
    case "mark": return body.mark ? desk.input({ kind: "mark", ...body.mark }) : nothing();
    case "undo": return desk.input({ kind: "undo" });
    case "adopt": return { kind: "adopt" };
    case "judge": return body.judge ? { kind: "judge", about: body.judge.kind, ref: body.judge.ref, verdict: body.judge.verdict } : nothing();
    case "found":
      if (!body.found || !edition.services.has(body.found.guide)) throw new Problem("unknown-guide", "没有这个办事指南，没有记下来。");
      return { kind: "found", ...body.found };
    case "wrapUp": return body.wrapUp ? { kind: "wrap-up", summary: body.wrapUp } : nothing();
    case null: return nothing();
  }
}

function nothing(): never {
  throw new Problem("invalid-body", "一次只能做一件事，也要有一件事。会话没有变。");
}

/** An index is made once an edition and place, when it is first needed; places that have loaded nothing share the nation's. */
function perEdition(): (edition: Edition, region: string | null) => Finder {
  let made: { readonly edition: Edition; readonly finders: Map<Edition, Finder> } | null = null;
  return (edition, region) => {
    if (made?.edition !== edition) made = { edition, finders: new Map() };
    const local = localEdition(edition, region);
    const finder = made.finders.get(local) ?? new Finder(edition, region);
    made.finders.set(local, finder);
    return finder;
  };
}
