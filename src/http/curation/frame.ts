/** What the pages of curation share: the frame with its own navigation, who acts, and the audit log. */
import type { Request, Response } from "express";
import type { Actor } from "../../curation/ports.ts";
import type { Finding } from "../../knowledge/finding.ts";
import type { AuditAction } from "../../staff/audit.ts";
import type { StaffRole } from "../../staff/roles.ts";
import { html, type Html } from "../pages/html.ts";
import { fromOf, staffOf, type StaffContext } from "../staff/context.ts";
import { staffPage } from "../staff/shell.ts";

/** Who may look, who may change drafts, and who may let something come into force. */
export const READS: readonly StaffRole[] = ["curator", "publisher", "supervisor"];
export const CURATES: readonly StaffRole[] = ["curator"];
export const PUBLISHES: readonly StaffRole[] = ["publisher"];
export const WORKS: readonly StaffRole[] = ["curator", "publisher"];

export const AREA = "/curation";

/** The parts of curation, in the order of the work. */
export const PARTS: readonly { readonly at: string; readonly name: string }[] = [
  { at: "/curation", name: "收件箱" },
  { at: "/curation/labels", name: "标注" },
  { at: "/curation/insight", name: "成效" },
  { at: "/curation/drafts", name: "草稿" },
  { at: "/curation/freshness", name: "核对" },
  { at: "/curation/editions", name: "版本" },
  { at: "/curation/notices", name: "公告和停用" },
];

interface Page {
  readonly title: string;
  /** Address of the part, to mark it. */
  readonly part: string;
  readonly body: Html;
}

export function show(res: Response, { title, part, body }: Page, status = 200): void {
  res.status(status).type("html").send(staffPage({
    title, account: staffOf(res).account, area: AREA, style: "/curation.css", script: "/curation.js",
    body: html`<nav class="parts" aria-label="知识管理">${PARTS.map((p) => p.at === part ? html`<a href="${p.at}" aria-current="page">${p.name}</a>` : html`<a href="${p.at}">${p.name}</a>`)}</nav>
${body}`,
  }));
}

export function actorOf(res: Response): Actor {
  const { id, name } = staffOf(res).account;
  return { id, name };
}

export function may(res: Response, roles: readonly StaffRole[]): boolean {
  return staffOf(res).account.roles.some((r) => roles.includes(r));
}

/** @param target what it was done to, as people call it; @param detail what changed, in a few words */
export async function note({ office }: StaffContext, req: Request, res: Response, action: AuditAction, target: string, reason: string | null = null, detail: string | null = null): Promise<void> {
  await office.store.appendAudit({ at: office.clock(), actor: actorOf(res), action, target: target.slice(0, 200), reason: reason?.slice(0, 300) ?? null, from: fromOf(req), detail: detail?.slice(0, 300) ?? null });
}

/** After a form: the page anew, with one line about what was done carried along. */
export function back(res: Response, path: string, said = ""): void {
  res.redirect(303, said === "" ? path : `${path}${path.includes("?") ? "&" : "?"}said=${encodeURIComponent(said)}`);
}

/** The line that `back` carried; only words of ours, so somebody else's link cannot put words into our mouth. */
export function saidIn(req: Request, known: readonly string[]): string | null {
  const said = req.query["said"];
  return typeof said === "string" && known.includes(said) ? said : null;
}

const LEVELS = { error: "错误", warning: "警告", info: "提示" } as const;

export function findingList(findings: readonly Finding[], linked?: (f: Finding) => string): Html | false {
  return findings.length > 0 && html`<ul class="findings">${findings.map((f) => html`
<li class="${f.level}"><b>${LEVELS[f.level]}</b> ${linked ? html`<a href="${linked(f)}">第 ${f.line} 行</a>` : html`第 ${f.line} 行`}：${f.cause}<span class="dim">怎么改：${f.remedy}</span></li>`)}</ul>`;
}

/** Beijing time as a field of a form writes it: 2026-11-24T08:30. */
export function localTime(at: number): string {
  return new Date(at + 8 * 3_600_000).toISOString().slice(0, 16);
}

/** @returns NaN when it is none */
export function timeIn(text: string): number {
  return /^\d{4}-\d\d-\d\dT\d\d:\d\d$/.test(text) ? Date.parse(`${text}:00+08:00`) : NaN;
}
