/** Signing in and out, and one's own password. */
import type { Request, Response } from "express";
import { changeOwnPassword, signOutElsewhere, type Done } from "../../staff/accounts.ts";
import { MIN_PASSWORD } from "../../staff/passwordRules.ts";
import { mayUse, ROLE_NAMES } from "../../staff/roles.ts";
import { signIn, signOut } from "../../staff/signIn.ts";
import type { Waiting } from "../../curation/reviews.ts";
import { WORKS } from "../curation/frame.ts";
import { waitingHtml } from "../curation/reviewSection.ts";
import { html } from "../pages/html.ts";
import { fromOf, staffOf, type StaffContext } from "./context.ts";
import { clearToken, setToken } from "./cookie.ts";
import { field } from "./forms.ts";
import { areasOf, done, problemList, staffPage } from "./shell.ts";
import type { StaffRoute } from "./table.ts";

export function signInRoutes(context: StaffContext): readonly StaffRoute[] {
  const { office, settings, curation, identity } = context;
  return [
    { method: "get", path: "/staff/sign-in", who: "anyone", handle: (req, res) => {
      if (res.locals["staff"] !== undefined) return res.redirect(303, nextOf(req.query["next"]));
      res.type("html").send(signInPage({ next: nextOf(req.query["next"]), login: "", problem: null, others: identity !== null }));
    } },
    { method: "post", path: "/staff/sign-in", who: "anyone", handle: (req, res) => enter(context, req, res) },
    { method: "post", path: "/staff/sign-out", who: "signed-in", early: true, handle: async (req, res) => {
      await signOut(office, staffOf(res), fromOf(req));
      clearToken(res, settings);
      res.redirect(303, "/staff/sign-in");
    } },
    { method: "post", path: "/staff/sign-out-elsewhere", who: "signed-in", handle: async (req, res) => {
      showPassword(res, await signOutElsewhere(office, staffOf(res), fromOf(req)), "别处的登录都已退出，这里的还在。");
    } },
    { method: "get", path: "/staff", who: "signed-in", handle: async (_req, res) => {
      const { id, roles } = staffOf(res).account;
      res.type("html").send(homePage(res, mayUse(WORKS, roles) === "yes" ? await curation.reviews.waitingFor(id) : []));
    } },
    { method: "get", path: "/staff/password", who: "signed-in", early: true, handle: (_req, res) => showPassword(res, null, "") },
    { method: "post", path: "/staff/password", who: "signed-in", early: true, handle: async (req, res) => {
      const result = await changeOwnPassword(office, staffOf(res), fromOf(req),
        { old: field(req, "old"), next: field(req, "new"), again: field(req, "again") });
      if (result.ok && staffOf(res).account.mustChangePassword) return res.redirect(303, "/staff");
      showPassword(res, result, "密码改好了，别处的登录都已退出。");
    } },
    { method: "get", path: "/api/v1/staff/me", who: "signed-in", handle: (_req, res) => {
      const { id, login, name, roles, departments, regions } = staffOf(res).account;
      res.json({ id, login, name, roles, departments, regions });
    } },
  ];
}

/** A browser that is signed in as somebody signs that one out first; then it is whoever the new token says. */
export async function begin({ office, settings }: StaffContext, req: Request, res: Response, token: string): Promise<void> {
  if (res.locals["staff"] !== undefined) await signOut(office, staffOf(res), fromOf(req));
  setToken(res, settings, token);
}

async function enter(context: StaffContext, req: Request, res: Response): Promise<void> {
  const [login, next] = [field(req, "login"), nextOf(field(req, "next"))];
  const result = await signIn(context.office, { login, password: field(req, "password"), from: fromOf(req) });
  if (result.ok) {
    await begin(context, req, res, result.token);
    return res.redirect(303, result.account.mustChangePassword ? "/staff/password" : next);
  }
  if (result.why === "locked") res.status(429).set("Retry-After", String(result.seconds));
  else res.status(401);
  res.type("html").send(signInPage({ next, login, others: context.identity !== null, problem: result.why === "locked"
    ? `试错的次数太多，先停一停：请过 ${spokenSeconds(result.seconds)}再试。忘了密码，请系统管理员重设。`
    : "登录名或密码不对，请再试一次。连着几次不对会停一会儿。忘了密码，请系统管理员重设。" }));
}

function spokenSeconds(seconds: number): string {
  return seconds < 60 ? `${seconds} 秒` : `${Math.ceil(seconds / 60)} 分钟`;
}

/** Only our own areas: a link cannot send somebody elsewhere after signing in. */
export function nextOf(value: unknown): string {
  const isOurs = typeof value === "string" && /^\/(staff|desk|curation)(\/[\w~%/-]*)?(\?[\w.~%=&+-]*)?$/.test(value) && !value.startsWith("/staff/sign-in");
  return isOurs ? value : "/staff";
}

/** @param others whether there is another way in than a password */
export function signInPage({ next, login, problem, others }: { next: string; login: string; problem: string | null; others: boolean }): string {
  return staffPage({ title: "登录", account: null, body: html`
<div class="narrow">
<h1>工作人员登录</h1>
<p class="lead">坐席、知识管理和系统管理从这里进。办事的市民不用登录，请<a href="/">到首页</a>。</p>
${problem !== null && html`<p class="notice bad" role="alert">${problem}</p>`}
<form method="post" action="/staff/sign-in" class="stack">
<input type="hidden" name="next" value="${next}">
<label>登录名<input name="login" value="${login}" autocomplete="username" autocapitalize="none" spellcheck="false" required maxlength="64" autofocus></label>
<label>密码<input name="password" type="password" autocomplete="current-password" required maxlength="128"></label>
<button class="primary">登录</button>
</form>
${others && html`<p class="other-way"><a class="button" href="/staff/sign-in/oidc?next=${encodeURIComponent(next)}">用统一身份认证登录</a></p>`}
</div>` });
}

function homePage(res: Response, waiting: readonly Waiting[]): string {
  const { account } = staffOf(res);
  const areas = areasOf(account);
  return staffPage({ title: "首页", account, area: "/staff", body: html`
<h1>${account.name}，您好</h1>
<p class="lead">您的岗位：${account.roles.map((r) => ROLE_NAMES[r]).join("、")}${account.departments.length > 0 && `；部门：${account.departments.join("、")}`}${account.regions.length > 0 && `；地区：${account.regions.join("、")}`}。</p>
${waitingHtml(waiting)}
<ul class="cards">${areas.map((a) => html`<li><a href="${a.at}"><b>${a.name}</b><span>${a.says}</span></a></li>`)}</ul>` });
}

function showPassword(res: Response, result: Done | null, said: string): void {
  const { account } = staffOf(res);
  if (result && !result.ok) res.status(422);
  res.type("html").send(staffPage({ title: "我的密码", account, area: "/staff/password", body: html`
<div class="narrow">
<h1>我的密码</h1>
${account.mustChangePassword && html`<p class="notice warn">现在的密码是别人给的，先改成只有自己知道的，才能接着用。</p>`}
${result && (result.ok ? done(said) : problemList(result.problems))}
${account.identity !== null && html`<p class="dim">您从统一身份认证登录过，那里的密码要到那里改。这里管的是本地的密码；没有过本地密码，请系统管理员给您重设一个。</p>`}
<form method="post" action="/staff/password" class="stack">
<input type="hidden" name="username" autocomplete="username" value="${account.login}">
<label>现在的密码<input name="old" type="password" autocomplete="current-password" required maxlength="128"></label>
<label>新密码<span class="dim">至少 ${MIN_PASSWORD} 位，几个不相干的词连起来最好记</span><input name="new" type="password" autocomplete="new-password" required minlength="${MIN_PASSWORD}" maxlength="128"></label>
<label>再写一遍新密码<input name="again" type="password" autocomplete="new-password" required maxlength="128"></label>
<button class="primary">改密码</button>
</form>
${!account.mustChangePassword && html`<h2>别处的登录</h2>
<p>在别的电脑上忘了退出，可以在这里全部退出。改密码也会退出。</p>
<form method="post" action="/staff/sign-out-elsewhere"><button>退出别处的登录</button></form>`}
</div>` }));
}
