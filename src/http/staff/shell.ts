/** The frame of every page of staff, and what such a page says when something goes wrong. */
import type { Account } from "../../staff/account.ts";
import { mayUse, type Who } from "../../staff/roles.ts";
import { html, type Html } from "../pages/html.ts";
import { PROBLEMS, type Problem } from "../problems.ts";

export interface StaffPage {
  readonly title: string;
  /** Null on the sign-in page. */
  readonly account: Account | null;
  /** The area's address, to mark it in the navigation. */
  readonly area?: string;
  readonly body: Html;
  /** Built browser code of this page, as `/curation.js`. */
  readonly script?: string;
  /** Own styles on top, as `/desk.css`. */
  readonly style?: string;
  /** Seconds after which the page is asked for again, while something is running; where there is no script to follow it. */
  readonly refresh?: number;
}

/** The areas of the workplace; each shows only to those who may use it. */
export const AREAS: readonly { readonly at: string; readonly name: string; readonly says: string; readonly who: Who }[] = [
  { at: "/desk", name: "坐席台", says: "接市民的对话和电话，边听边看下一步该问什么。", who: ["agent", "supervisor"] },
  { at: "/curation", name: "知识管理", says: "看哪里没答好，改指南和问法，校验以后发布。", who: ["curator", "publisher", "supervisor"] },
  { at: "/staff/accounts", name: "账号", says: "谁能登录，能做什么。", who: ["administrator"] },
  { at: "/staff/audit", name: "操作记录", says: "谁在什么时候做了什么，为什么。", who: ["administrator"] },
];

export function areasOf({ roles, mustChangePassword }: Account): typeof AREAS {
  return mustChangePassword ? [] : AREAS.filter((area) => mayUse(area.who, roles) === "yes");
}

export function staffPage({ title, account, area, body, script, style, refresh }: StaffPage): string {
  return html`<!doctype html>
<html lang="zh-CN">
<head>
<meta charset="utf-8">
<title>${title}：一次通工作台</title>
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
${refresh !== undefined && html`<noscript><meta http-equiv="refresh" content="${refresh}"></noscript>`}
<meta name="color-scheme" content="light dark">
<link rel="icon" href="/icon.svg" type="image/svg+xml">
<link rel="stylesheet" href="/staff.css">
${style && html`<link rel="stylesheet" href="${style}">`}
${script && html`<script type="module" src="${script}"></script>`}
</head>
<body class="yct staff">
<a class="skip" href="#main">跳到正文</a>
<header class="top">
<a class="brand" href="/staff"><span class="seal" aria-hidden="true">通</span>工作台</a>
${account && html`<nav class="areas" aria-label="工作台">${areasOf(account).map((a) => link(a.at, a.name, a.at === area))}</nav>
<div class="me">${link("/staff/password", account.name, area === "/staff/password")}<form method="post" action="/staff/sign-out"><button class="quiet">退出</button></form></div>`}
</header>
<main id="main" tabindex="-1">
${body}
</main>
</body>
</html>
`.text;
}

function link(at: string, name: string, isCurrent: boolean): Html {
  return isCurrent ? html`<a href="${at}" aria-current="page">${name}</a>` : html`<a href="${at}">${name}</a>`;
}

/** What is wrong with what was sent, above the form it was sent with. */
export function problemList(problems: readonly string[]): Html | false {
  return problems.length > 0 && html`<div class="notice bad" role="alert"><b>没有存，请改一下：</b><ul>${problems.map((p) => html`<li>${p}</li>`)}</ul></div>`;
}

/** One line about what has just been done. */
export function done(text: string | null): Html | false {
  return text !== null && html`<p class="notice ok" role="status">${text}</p>`;
}

/** @param account null where it is not known who asks */
export function problemPage(problem: Problem, account: Account | null): string {
  const { title } = PROBLEMS[problem.type];
  return staffPage({ title, account, body: html`<h1>${title}</h1><p class="lead">${problem.detail}</p><p><a class="button" href="/staff">回到工作台</a></p>` });
}
