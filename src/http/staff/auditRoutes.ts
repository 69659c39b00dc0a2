/** The audit log, for administrators. Looking at it is in it as well. */
import { AUDIT_ACTIONS, type AuditAction, type AuditEntry } from "../../staff/audit.ts";
import { html } from "../pages/html.ts";
import { fromOf, staffOf, type StaffContext } from "./context.ts";
import { staffPage } from "./shell.ts";
import type { StaffRoute } from "./table.ts";
import { spokenTime } from "./times.ts";

const PER_PAGE = 100;

export function auditRoutes({ office }: StaffContext): readonly StaffRoute[] {
  return [{ method: "get", path: "/staff/audit", who: ["administrator"], handle: async (req, res) => {
    const { account } = staffOf(res);
    const actor = typeof req.query["actor"] === "string" && /^[\w-]{1,32}$/.test(req.query["actor"]) ? req.query["actor"] : undefined;
    const action = typeof req.query["action"] === "string" && Object.hasOwn(AUDIT_ACTIONS, req.query["action"]) ? req.query["action"] as AuditAction : undefined;
    const before = Number(req.query["before"]) || undefined;
    const [entries, accounts] = [await office.store.audit({ limit: PER_PAGE, before, actor, action }), await office.store.accounts()];
    await office.store.appendAudit({
      at: office.clock(), actor: account, action: "audit.read", target: accounts.find((a) => a.id === actor)?.login ?? "全部", reason: null, from: fromOf(req),
      detail: action === undefined ? null : AUDIT_ACTIONS[action],
    });
    const next = entries.length === PER_PAGE ? new URLSearchParams({ ...actor && { actor }, ...action && { action }, before: String(entries.at(-1)?.seq) }) : null;
    res.type("html").send(staffPage({ title: "操作记录", account, area: "/staff/audit", body: html`
<h1>操作记录</h1>
<p class="lead">谁在什么时候从哪里做了什么、为什么。只增不改；看这一页也会记下来。</p>
<form method="get" action="/staff/audit" class="filters">
<label>谁<select name="actor"><option value="">所有人</option>${accounts.map((a) => html`<option value="${a.id}"${a.id === actor && html` selected`}>${a.name}（${a.login}）</option>`)}</select></label>
<label>做了什么<select name="action"><option value="">所有操作</option>${Object.entries(AUDIT_ACTIONS).map(([id, name]) => html`<option value="${id}"${id === action && html` selected`}>${name}</option>`)}</select></label>
<button>看</button>
</form>
${entries.length === 0 ? html`<p class="empty">没有这样的记录。</p>` : html`<div class="scroll" role="region" aria-label="操作记录" tabindex="0"><table>
<thead><tr><th scope="col">时间</th><th scope="col">谁</th><th scope="col">做了什么</th><th scope="col">对什么</th><th scope="col">改了什么</th><th scope="col">为什么</th><th scope="col">从哪里</th></tr></thead>
<tbody>${entries.map(row)}</tbody></table></div>`}
${next && html`<p><a href="/staff/audit?${next.toString()}">更早的</a></p>`}` }));
  } }];
}

function row({ at, actor, action, target, detail, reason, from }: AuditEntry) {
  return html`<tr><td class="time">${spokenTime(at)}</td><td>${actor.name}</td><td>${AUDIT_ACTIONS[action]}</td><td>${target}</td><td>${detail}</td><td>${reason}</td><td>${from}</td></tr>`;
}
