/** The routes of the inbox. */
import type { Request, Response } from "express";
import type { ProposedItem } from "../../curation/inbox/inbox.ts";
import { DECISION_STATES } from "../../curation/inbox/ports.ts";
import { inboxDraft, spokenStaging, stage, STAGEABLE, stagingOf, stagingProblems, type Staging } from "../../curation/inbox/stage.ts";
import { expectedBy, labels, labelsAmong, queriesToLabel } from "../../curation/labels.ts";
import { serviceCalled } from "../../curation/serviceNames.ts";
import { dayInChina } from "../../domain/days.ts";
import { serviceName, type Edition } from "../../domain/edition.ts";
import { CURATES, PUBLISHES, READS, actorOf, back, may, note, saidIn, show } from "../curation/frame.ts";
import { keep, typedIn } from "../curation/labelRoutes.ts";
import { Problem } from "../problems.ts";
import { staffOf, type StaffContext } from "../staff/context.ts";
import { field, fields } from "../staff/forms.ts";
import type { StaffRoute } from "../staff/table.ts";
import { filterOf, PATIENCE, shownIn, wholeFilter } from "./filter.ts";
import { itemBody, referralName, type ItemPage } from "./itemPage.ts";
import { itemsOn, listBody, titleOf } from "./listPage.ts";

const PART = "/curation";
const SAID = ["加进草稿了。", "定下来了。", "重新打开了。", "标好了，每次校验都会考这几句。"] as const;
const LONGEST_REASON = 200;
/** Cities and provinces are enough to choose from. */
const CHOOSABLE = /00$/;

export function inboxRoutes(context: StaffContext): readonly StaffRoute[] {
  const { inbox, assistant, curation, office } = context;
  const name = (id: string): string => assistant.edition.referrals.get(id)?.name ?? serviceName(assistant.edition, id);
  const itemOf = async (req: Request, res: Response): Promise<ProposedItem> => {
    const item = await inbox.item(wholeFilter(staffOf(res).account, office.clock()), String(req.params["miss"]));
    if (!item) throw new Problem("not-found", "没有这一条，可能会话已经过期删除了。请从收件箱里点。");
    return item;
  };
  const showItem = async (res: Response, item: ProposedItem, over: Partial<ItemPage> = {}): Promise<void> => {
    const labelled = labelsAmong(await labels(curation.library.store), item.cluster.misses.map((m) => m.text));
    show(res, { title: titleOf({ cluster: item.cluster, name }).slice(0, 40), part: PART, body: itemBody({
      item, labelled, edition: assistant.edition, today: dayInChina(office.clock()), mayAct: may(res, CURATES), ...over,
    }) }, over.problems === undefined ? 200 : 422);
  };

  return [
    { method: "get", path: PART, who: READS, handle: async (req, res) => {
      const { account } = staffOf(res);
      const shown = shownIn(req);
      const isRead = await inbox.readFor(PATIENCE);
      const view = await inbox.view(filterOf(shown, account, office.clock()));
      const regions = [...assistant.edition.regions.values()].filter((r) => CHOOSABLE.test(r.adcode)).map((r) => [r.adcode, r.name] as const);
      const waiting = may(res, PUBLISHES) ? (await curation.drafts.all()).filter((d) => d.state === "review").length : 0;
      const page = Math.max(1, Math.floor(Number(req.query["page"])) || 1);
      show(res, { title: "收件箱", part: PART, body: listBody({
        view, isRead, items: await inbox.proposed(itemsOn(view, shown, page)), name, shown, page, today: dayInChina(office.clock()), said: saidIn(req, SAID), mayAct: may(res, CURATES), waiting, regions,
      }) });
    } },
    { method: "get", path: "/curation/inbox/:miss", who: READS, handle: async (req, res) => showItem(res, await itemOf(req, res), { said: saidIn(req, SAID) }) },
    { method: "post", path: "/curation/inbox/:miss/stage", who: CURATES, handle: async (req, res) => {
      const item = await itemOf(req, res);
      const staging = field(req, "as") === "proposed" ? stagingOf(item.proposed.proposal, item.cluster.misses.map((m) => m.text)) : stagingIn(req, assistant.edition);
      if (!staging) throw new Problem("invalid-body", "这一条的建议要人来写，不能一下加进草稿。请点“细看”，自己选怎么改。");
      const problems = stagingProblems(assistant.edition, staging);
      if (problems.length > 0) return showItem(res, item, { problems, typed: staging });
      const draft = await inboxDraft(curation.drafts, actorOf(res), dayInChina(office.clock()));
      const saved = await stage(curation.drafts, actorOf(res), draft.id, staging);
      if (saved.outcome !== "saved") {
        const told = saved.outcome === "refused" ? [...saved.problems, ...saved.findings.map((f) => `${f.cause}。${f.remedy}`)] : ["别人刚改过同一处，没有存。请再点一次。"];
        return showItem(res, item, { problems: told, typed: staging });
      }
      const what = spokenStaging(staging, name);
      await inbox.decide(item, { state: "done", what, reason: `在草稿“${draft.title}”里`, draft: draft.id, by: actorOf(res) });
      await note(context, req, res, "inbox.stage", item.cluster.id, null, `${what}，草稿“${draft.title}”`);
      back(res, ownList(field(req, "back")), SAID[0]);
    } },
    { method: "post", path: "/curation/inbox/:miss/label", who: CURATES, handle: async (req, res) => {
      const item = await itemOf(req, res);
      const asProposed = field(req, "as") === "proposed";
      const expected = expectedBy(item.proposed.proposal);
      if (asProposed && !expected) throw new Problem("invalid-body", "这一条看不出该怎么答。请点“细看”，自己写。");
      const label = asProposed && expected ? { queries: queriesToLabel(item.cluster.misses.map((m) => m.text)), expected } : typedIn(req, assistant.edition);
      const problems = await keep(context, req, res, label);
      if (problems.length > 0) return showItem(res, item, { problems, label });
      back(res, asProposed ? ownList(field(req, "back")) : `/curation/inbox/${encodeURIComponent(item.cluster.id)}`, SAID[3]);
    } },
    { method: "post", path: "/curation/inbox/:miss/decide", who: CURATES, handle: async (req, res) => {
      const item = await itemOf(req, res);
      const state = DECISION_STATES.find((s) => s === field(req, "state"));
      const reason = field(req, "reason").trim().slice(0, LONGEST_REASON);
      if (!state || reason === "") return showItem(res, item, { problems: [...state ? [] : ["请选处理过还是不处理。"], ...reason === "" ? ["请写一句为什么。"] : []] });
      await inbox.decide(item, { state, what: state === "done" ? "在别处处理了" : "不处理", reason, draft: null, by: actorOf(res) });
      await note(context, req, res, "inbox.decide", item.cluster.id, reason, state === "done" ? "处理过" : "不处理");
      back(res, PART, SAID[1]);
    } },
    { method: "post", path: "/curation/inbox/:miss/reopen", who: CURATES, handle: async (req, res) => {
      const item = await itemOf(req, res);
      await inbox.reopen(item);
      await note(context, req, res, "inbox.reopen", item.cluster.id);
      back(res, `/curation/inbox/${encodeURIComponent(item.cluster.id)}`, SAID[2]);
    } },
  ];
}

function stagingIn(req: Request, edition: Edition): Staging | null {
  const kind = STAGEABLE.find((k) => k === field(req, "kind"));
  return kind ? {
    kind, target: idOf(edition, field(req, "target").trim()), not: idOf(edition, field(req, "not").trim()), word: field(req, "word").trim(),
    texts: kind === "synonym" ? [] : fields(req, "texts").map((t) => t.trim()).filter((t) => t !== ""),
  } : null;
}

/** People write names; an id, or what is neither, stays as it is. */
function idOf(edition: Edition, typed: string): string {
  return serviceCalled(edition, typed) ?? [...edition.referrals].find(([, r]) => referralName(r.name) === typed)?.[0] ?? typed;
}

/** Back to the list as it was filtered; never elsewhere. */
function ownList(path: string): string {
  return /^\/curation\?[\w=&-]*$/.test(path) ? path : PART;
}
