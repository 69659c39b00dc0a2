/** The pages of accounts: the list, one account, a new one, and a password that is told once. */
import type { Account, AccountFields } from "../../staff/account.ts";
import { ROLE_NAMES, STAFF_ROLES, type StaffRole } from "../../staff/roles.ts";
import { html, type Html } from "../pages/html.ts";
import { done, problemList, staffPage } from "./shell.ts";

const AREA = "/staff/accounts";

/** Told beside each role, so that nobody has to guess. */
const ROLE_SAYS: Readonly<Record<StaffRole, string>> = {
  agent: "接市民的对话和电话",
  supervisor: "坐席的事，加上看队列、看统计、转派",
  curator: "看没答好的问题，改指南和问法，送校验",
  publisher: "审一遍别人改的，发布，撤回",
  administrator: "管账号，看操作记录",
};

export function accountsPage(me: Account, accounts: readonly Account[]): string {
  const shown = [...accounts].sort((a, b) => Number(a.disabled) - Number(b.disabled));
  return staffPage({ title: "账号", account: me, area: AREA, body: html`
<div class="headline"><h1>账号</h1><a class="button primary" href="${AREA}/new">新建账号</a></div>
<p class="lead">一人一个账号，不共用。人走了就停用，记录还在。</p>
<div class="scroll" role="region" aria-label="账号列表" tabindex="0"><table>
<thead><tr><th scope="col">姓名</th><th scope="col">登录名</th><th scope="col">岗位</th><th scope="col">部门</th><th scope="col">地区</th><th scope="col">状态</th></tr></thead>
<tbody>${shown.map((a) => html`<tr>
<th scope="row"><a href="${AREA}/${a.id}">${a.name}</a></th><td>${a.login}</td><td>${a.roles.map((r) => ROLE_NAMES[r]).join("、")}</td>
<td>${a.departments.join("、") || "不限"}</td><td>${a.regions.join("、") || "不限"}</td><td>${stateOf(a)}</td></tr>`)}</tbody>
</table></div>` });
}

function stateOf({ disabled, mustChangePassword }: Account): Html {
  if (disabled) return html`<span class="tag bad">停用</span>`;
  return mustChangePassword ? html`<span class="tag">等本人改密码</span>` : html`在用`;
}

export function newAccountPage(me: Account, typed: AccountFields & { readonly login: string }, problems: readonly string[]): string {
  return staffPage({ title: "新建账号", account: me, area: AREA, body: html`
<div class="narrow">
<p class="crumbs"><a href="${AREA}">账号</a></p>
<h1>新建账号</h1>
${problemList(problems)}
<form method="post" action="${AREA}/new" class="stack">
<label>登录名<span class="dim">小写英文字母开头，例如 wang.fang；以后不能改</span><input name="login" value="${typed.login}" required maxlength="32" autocomplete="off" autocapitalize="none" spellcheck="false"></label>
${fieldInputs(typed)}
<button class="primary">新建，给一个一次性密码</button>
</form>
</div>` });
}

interface Told {
  readonly said?: string;
  readonly problems?: readonly string[];
}

export function accountPage(me: Account, account: Account, regions: ReadonlyMap<string, { readonly name: string }>, { said, problems }: Told): string {
  const at = `${AREA}/${account.id}`;
  const version = html`<input type="hidden" name="version" value="${account.version}">`;
  const named = account.regions.map((r) => `${r} ${regions.get(r)?.name ?? ""}`.trim());
  return staffPage({ title: account.name, account: me, area: AREA, body: html`
<div class="narrow">
<p class="crumbs"><a href="${AREA}">账号</a></p>
<h1>${account.name}</h1>
<p class="lead">登录名 ${account.login}，${stateOf(account)}${named.length > 0 && html`，地区：${named.join("、")}`}。<a href="/staff/audit?actor=${account.id}">看他做过什么</a></p>
${done(said ?? null)}${problemList(problems ?? [])}
<form method="post" action="${at}" class="stack">
${version}${fieldInputs(account)}${reasonInput()}
<button class="primary">存</button>
</form>
<h2>重设密码</h2>
<p>给一个一次性密码，当面或打电话告诉本人。他的登录都会退出。</p>
<form method="post" action="${at}/reset-password" class="stack">${version}${reasonInput()}<button>重设密码</button></form>
${account.identity !== null && html`<h2>统一身份认证</h2>
<p>已经绑定：只有那边的同一个人能用这个账号。人换了，或者绑错了，才解除。</p>
<form method="post" action="${at}/unbind" class="stack">${version}${reasonInput()}<button>解除绑定</button></form>`}
<h2>${account.disabled ? "恢复账号" : "停用账号"}</h2>
<p>${account.disabled ? "恢复以后可以用原来的密码登录。" : "停用以后马上不能用，做过的事都留着。"}</p>
<form method="post" action="${at}/${account.disabled ? "enable" : "disable"}" class="stack">${version}${reasonInput()}<button>${account.disabled ? "恢复" : "停用"}</button></form>
</div>` });
}

function fieldInputs({ name, roles, departments, regions }: AccountFields): Html {
  return html`
<label>姓名<input name="name" value="${name}" required maxlength="30" autocomplete="off"></label>
<fieldset><legend>岗位</legend>${STAFF_ROLES.map((role) => html`
<label class="tick"><input type="checkbox" name="roles" value="${role}"${roles.includes(role) && html` checked`}><span><b>${ROLE_NAMES[role]}</b><span class="dim">${ROLE_SAYS[role]}</span></span></label>`)}</fieldset>
<label>部门<span class="dim">不写就不限；几个用顿号隔开</span><input name="departments" value="${departments.join("、")}" autocomplete="off"></label>
<label>地区<span class="dim">六位行政区划代码，不写就不限；几个用顿号隔开</span><input name="regions" value="${regions.join("、")}" inputmode="numeric" autocomplete="off"></label>`;
}

function reasonInput(): Html {
  return html`<label>为什么<input name="reason" required maxlength="200" autocomplete="off"></label>`;
}

export function passwordGivenPage(me: Account, { id, name, login }: Account, password: string): string {
  return staffPage({ title: "一次性密码", account: me, area: AREA, body: html`
<div class="narrow">
<h1>${name} 的一次性密码</h1>
<div class="notice ok" role="status"><p>登录名：<code>${login}</code></p><p>密码：<code class="secret">${password}</code></p></div>
<p>只显示这一次。请当面或打电话告诉本人；他第一次登录就得改成自己的。</p>
<p><a class="button" href="${AREA}/${id}">记下了</a></p>
</div>` });
}
