/** Every route of staff, asked as nobody and as each role: the table is what counts, and what is not in it does not exist. */
import { describe, expect, test } from "vitest";
import { mayUse, STAFF_ROLES } from "../../src/staff/roles.ts";
import { member } from "./staffSupport.ts";
import { build, surface, type Answer } from "./surface.ts";

/** Addresses that belong to staff whatever follows. */
const STAFF_ADDRESSES = /^\/(staff|desk|curation)(\/|$)|^\/api\/v1\/(staff|desk|curation|calls)(\/|$)/;

const at = (path: string): string => path.replace(/:\w+/g, "unknown");

/** The head of an endless stream, or the refusal. */
async function opened(this: void, method: string, path: string, _body: unknown, headers: Record<string, string>): Promise<Answer> {
  const abort = new AbortController();
  const response = await fetch(path, { method, headers, signal: abort.signal, redirect: "manual" });
  const body: unknown = response.status === 200 ? null : await response.json();
  abort.abort();
  return { status: response.status, headers: response.headers, body };
}

describe("the role matrix", () => {
  const { app } = build();
  app.stop();

  test("every address of staff is below the addresses of staff, and each is one of ours once", () => {
    for (const { path } of app.staffRoutes) expect(path).toMatch(STAFF_ADDRESSES);
    const names = app.staffRoutes.map((r) => `${r.method} ${r.path}`);
    expect(new Set(names).size).toBe(names.length);
    expect(names.length).toBeGreaterThan(10);
  });

  test("only the ways to sign in let in people who are not signed in", () => {
    expect([...new Set(app.staffRoutes.filter((r) => r.who === "anyone").map((r) => r.path))]).toEqual(["/staff/sign-in", "/staff/sign-in/oidc", "/staff/sign-in/oidc/callback"]);
  });

  describe.each(["nobody", ...STAFF_ROLES] as const)("as %s", (role) => {
    test.each(app.staffRoutes.map((r) => [r.method.toUpperCase(), r.path, r] as const))("%s %s", async (method, path, { who }) => {
      const here = await surface();
      const headers: Record<string, string> = { origin: here.base };
      if (role !== "nobody") headers["cookie"] = (await member(here, [role])).cookie;
      const isApi = path.startsWith("/api/");
      const { status, body, headers: got } = await (path.endsWith("/stream") ? opened : here.call)(method, path.endsWith("/stream") ? here.base + at(path) : at(path), method === "GET" || !isApi ? undefined : {}, headers);
      const may = mayUse(who, role === "nobody" ? null : [role]);
      if (may === "sign-in") {
        expect(status).toBe(isApi ? 401 : 303);
        if (!isApi) expect(got.get("location")).toMatch(/^\/staff\/sign-in\?next=/);
      } else if (may === "no") {
        expect(status).toBe(403);
        expect(JSON.stringify(body)).toContain("您的岗位不能用这一项");
      } else {
        if (path !== "/staff/sign-in") expect([401, 403]).not.toContain(status);
        expect(status).toBeLessThan(500);
        expect(got.get("location") ?? "").not.toContain("/staff/sign-in?next=");
      }
    });
  });
});
