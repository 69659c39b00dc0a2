/** Accounts, for administrators. */
import type { Request, Response } from "express";
import { addAccount, changeAccount, resetPassword, setDisabled, unbindIdentity, type Doing, type Done } from "../../staff/accounts.ts";
import type { Account, AccountFields } from "../../staff/account.ts";
import { STAFF_ROLES, type StaffRole } from "../../staff/roles.ts";
import { Problem } from "../problems.ts";
import { accountPage, accountsPage, newAccountPage, passwordGivenPage } from "./accountPages.ts";
import { fromOf, staffOf, type StaffContext } from "./context.ts";
import { field, fields, listIn } from "./forms.ts";
import type { StaffRoute } from "./table.ts";

const ADMINISTRATOR: readonly StaffRole[] = ["administrator"];
/** So much of a reason is kept. */
const MAX_REASON = 200;

export function accountRoutes({ office, assistant }: StaffContext): readonly StaffRoute[] {
  const knowsRegions = (typed: AccountFields): readonly string[] => typed.regions.filter((r) => /^\d{6}$/.test(r) && !assistant.edition.regions.has(r))
    .map((r) => `没有代码为 ${r} 的地区，请用六位行政区划代码。`);
  const shown = async (req: Request): Promise<Account> => {
    const account = await office.store.account(String(req.params["id"]));
    if (!account) throw new Problem("not-found", "没有这个账号，可能地址写错了。请从账号列表里点。");
    return account;
  };
  const answer = async (req: Request, res: Response, result: Done, said: string): Promise<void> => {
    if (!result.ok) res.status(422);
    res.type("html").send(accountPage(staffOf(res).account, await shown(req), assistant.edition.regions, result.ok ? { said } : { problems: result.problems }));
  };
  /** Whoever changes an account says why. */
  const doing = (req: Request, res: Response): Doing => ({ actor: staffOf(res).account, from: fromOf(req), reason: field(req, "reason").trim().slice(0, MAX_REASON) || null });
  const withReason = async (req: Request, res: Response, act: (doing: Doing) => Promise<Done>): Promise<Done> => {
    const why = doing(req, res);
    return why.reason === null ? { ok: false, problems: ["请写一句为什么，操作记录里要用。"] } : act(why);
  };

  return [
    { method: "get", path: "/staff/accounts", who: ADMINISTRATOR, handle: async (_req, res) => {
      res.type("html").send(accountsPage(staffOf(res).account, await office.store.accounts()));
    } },
    { method: "get", path: "/staff/accounts/new", who: ADMINISTRATOR, handle: (_req, res) => {
      res.type("html").send(newAccountPage(staffOf(res).account, { login: "", name: "", roles: [], departments: [], regions: [] }, []));
    } },
    { method: "post", path: "/staff/accounts/new", who: ADMINISTRATOR, handle: async (req, res) => {
      const typed = { login: field(req, "login"), ...fieldsIn(req) };
      const unknown = knowsRegions(typed);
      const result = unknown.length > 0 ? { ok: false as const, problems: unknown } : await addAccount(office, doing(req, res), typed);
      if (!result.ok) res.status(422);
      res.type("html").send(result.ok ? passwordGivenPage(staffOf(res).account, result.account, result.password)
        : newAccountPage(staffOf(res).account, typed, result.problems));
    } },
    { method: "get", path: "/staff/accounts/:id", who: ADMINISTRATOR, handle: async (req, res) => {
      res.type("html").send(accountPage(staffOf(res).account, await shown(req), assistant.edition.regions, {}));
    } },
    { method: "post", path: "/staff/accounts/:id", who: ADMINISTRATOR, handle: async (req, res) => {
      const typed = fieldsIn(req);
      const unknown = knowsRegions(typed);
      await answer(req, res, unknown.length > 0 ? { ok: false, problems: unknown }
        : await withReason(req, res, async (why) => changeAccount(office, why, (await shown(req)).id, versionIn(req), typed)), "改好了，马上生效。");
    } },
    ...([true, false] as const).map((disabled): StaffRoute => ({
      method: "post", path: `/staff/accounts/:id/${disabled ? "disable" : "enable"}`, who: ADMINISTRATOR, handle: async (req, res) => {
        await answer(req, res, await withReason(req, res, async (why) => setDisabled(office, why, (await shown(req)).id, versionIn(req), disabled)),
          disabled ? "停用了，这个账号的登录都已退出。" : "恢复了，可以登录了。");
      },
    })),
    { method: "post", path: "/staff/accounts/:id/unbind", who: ADMINISTRATOR, handle: async (req, res) => {
      await answer(req, res, await withReason(req, res, async (why) => unbindIdentity(office, why, (await shown(req)).id, versionIn(req))), "解除了。下一个用这个登录名从统一身份认证进来的人，会绑定到这个账号。");
    } },
    { method: "post", path: "/staff/accounts/:id/reset-password", who: ADMINISTRATOR, handle: async (req, res) => {
      const account = await shown(req);
      let given = "";
      const result = await withReason(req, res, async (why) => {
        const reset = await resetPassword(office, why, account.id, versionIn(req));
        if (reset.ok) given = reset.password;
        return reset;
      });
      if (result.ok) res.type("html").send(passwordGivenPage(staffOf(res).account, account, given));
      else await answer(req, res, result, "");
    } },
  ];
}

function fieldsIn(req: Request): AccountFields {
  return {
    name: field(req, "name"),
    roles: fields(req, "roles").filter((r): r is StaffRole => (STAFF_ROLES as readonly string[]).includes(r)),
    departments: listIn(field(req, "departments")),
    regions: listIn(field(req, "regions")),
  };
}

function versionIn(req: Request): number {
  return Number(field(req, "version"));
}
