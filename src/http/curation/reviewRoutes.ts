/** Remarks on a draft and asking somebody to look: what the forms send. */
import type { Request, Response } from "express";
import { formOf, itemsOf, placeOf, typeAt, anchorOf } from "./fields.ts";
import { itemAt, type Said } from "../../curation/reviews.ts";
import { isEditable } from "../../curation/tree.ts";
import { valueOf } from "../../curation/yamlText.ts";
import { mayUse } from "../../staff/roles.ts";
import type { AuditAction } from "../../staff/audit.ts";
import { Problem } from "../problems.ts";
import type { StaffContext } from "../staff/context.ts";
import { field } from "../staff/forms.ts";
import type { StaffRoute } from "../staff/table.ts";
import { draftOf } from "./draftOf.ts";
import { actorOf, may, note, PUBLISHES, WORKS } from "./frame.ts";
import { fileAt } from "./names.ts";
import { REMARK_SAID } from "./remarks.ts";
import { REVIEW_SAID } from "./reviewSection.ts";

const PART = "/curation/drafts";

export function reviewRoutes(context: StaffContext): readonly StaffRoute[] {
  const { curation: { drafts, reviews }, office } = context;

  /** @param to where the page goes on, before `said` is added */
  const end = async (req: Request, res: Response, title: string, action: AuditAction, said: Said, to: string, words: string, hash: string): Promise<void> => {
    if (!said.ok) throw new Problem("invalid-body", `${said.problem}没有存。请回到上一页再试。`);
    await note(context, req, res, action, title, null, said.what);
    res.redirect(303, `${to}${to.includes("?") ? "&" : "?"}said=${encodeURIComponent(words)}#${hash}`);
  };

  return [
    { method: "post", path: `${PART}/:id/remark`, who: WORKS, handle: async (req, res) => {
      const { record } = await draftOf(context, req);
      const [path, place] = [field(req, "path"), field(req, "field")];
      const { text } = isEditable(path) ? await drafts.text(record, path) : { text: undefined };
      if (text === undefined) throw new Problem("not-found", "草稿里没有这个文件，可能地址写错了。请从草稿里点。");
      const value = readable(path, text);
      if (!isPlace(path, place, value)) throw new Problem("invalid-body", "这一栏已经不在了，意见没有存。请回到上一页，提在整份上。");
      const at = place === "" ? [] : placeOf(place);
      const said = await reviews.remark(actorOf(res), record.id, { path, field: at, said: itemAt(value, at), text: field(req, "text") });
      await end(req, res, path, "remark.add", said, fileAt(record.id, path), REMARK_SAID[0], anchorOf(place));
    } },
    { method: "post", path: `${PART}/:id/remark/settle`, who: WORKS, handle: async (req, res) => {
      const { record } = await draftOf(context, req);
      const said = await reviews.settle(actorOf(res), record.id, field(req, "remark"), field(req, "how"));
      const path = field(req, "path");
      await end(req, res, record.title, "remark.settle", said, isEditable(path) ? fileAt(record.id, path) : `${PART}/${record.id}`, REMARK_SAID[1], isEditable(path) ? "basics" : "talk");
    } },
    { method: "post", path: `${PART}/:id/ask`, who: WORKS, handle: async (req, res) => {
      const { record } = await draftOf(context, req);
      const asked = await office.store.account(field(req, "of"));
      if (!asked || asked.disabled || mayUse(WORKS, asked.roles) !== "yes") throw new Problem("invalid-body", "请选一个人。只能请知识管理员和发布人看。");
      const path = field(req, "path");
      if (path !== "" && !Object.hasOwn(record.files, path)) throw new Problem("invalid-body", "草稿里没有改这个文件，请另选一个。");
      const said = await reviews.ask(actorOf(res), record.id, asked, path === "" ? null : path, field(req, "note"));
      await end(req, res, record.title, "review.ask", said, `${PART}/${record.id}`, REVIEW_SAID[0], "talk");
    } },
    { method: "post", path: `${PART}/:id/answer`, who: WORKS, handle: async (req, res) => {
      const { record } = await draftOf(context, req);
      const said = await reviews.answer(actorOf(res), record.id, field(req, "ask"), field(req, "verdict") === "change" ? "change" : "fine", field(req, "text"));
      await end(req, res, record.title, "review.answer", said, `${PART}/${record.id}`, REVIEW_SAID[1], "talk");
    } },
    { method: "post", path: `${PART}/:id/withdraw`, who: WORKS, handle: async (req, res) => {
      const { record } = await draftOf(context, req);
      const said = await reviews.withdraw(actorOf(res), record.id, field(req, "ask"), may(res, PUBLISHES));
      await end(req, res, record.title, "review.withdraw", said, `${PART}/${record.id}`, REVIEW_SAID[2], "talk");
    } },
  ];
}

/** A remark may be about the file, a field of its form, one of its lists, or an item of a list. */
function isPlace(path: string, place: string, value: unknown): boolean {
  const form = formOf(path);
  if (place === "") return true;
  if (form === null) return false;
  if (typeAt(form, place) !== null || form.lists.some((l) => l.key === place)) return true;
  const [, key = "", index] = /^(?:([a-z]+)\/)?(\d{1,4})$/.exec(place) ?? [];
  const list = form.lists.find((l) => l.key === key);
  return index !== undefined && list !== undefined && Number(index) < itemsOf(list, value).length;
}

function readable(path: string, text: string): unknown {
  try {
    return valueOf(path, text);
  } catch {
    return undefined;
  }
}
