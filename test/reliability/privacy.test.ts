/**
 * A hostile run: numbers of persons typed into everything that takes a word. Afterwards every byte of the database and
 * every line of the logs is searched for them, and for anything else that looks like one.
 */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { freshFolder } from "../support/folder.ts";
import { serve } from "../support/serve.ts";

/** None of a real person: made for this test, in the shapes that real ones have. */
const NUMBERS = {
  identity: ["110105194912310021", "44010619900307123X", "130503670401001"],
  phone: ["13800138001", "+8615912345678", "010-88886666"],
  card: ["6222021234567890123", "4367421234567890"],
  plate: ["京A12345", "粤BD12345", "浙A·8K7Q2"],
} as const;
const ALL: readonly string[] = Object.values(NUMBERS).flat();

const wide = (text: string): string => text.replace(/[!-~]/g, (c) => String.fromCharCode(c.charCodeAt(0) + 0xfee0));
const spaced = (text: string): string => text.replace(/\d{4}(?=\d)/g, "$& ");
const dashed = (text: string): string => text.replace(/\d{3}(?=\d)/g, "$&-");
/** As people disguise them; a plate is only ever written as it is. */
const written = (number: string): readonly string[] => /^[一-鿿]/.test(number) ? [number] : [number, wide(number), spaced(number), dashed(number)];

describe("a hostile run leaves no personal number behind", () => {
  test("in the database file, its log, or what the server writes", async () => {
    const data = freshFolder();
    const served = serve({ DATA_DIR: data, LOG_LEVEL: "debug" });
    try {
      const base = await served.base;
      const send = (method: string, path: string, body: unknown, headers: Record<string, string> = {}): Promise<Response> =>
        fetch(base + path, { method, body: method === "GET" ? undefined : JSON.stringify(body), headers: { "content-type": "application/json", ...headers } });
      const { id, token } = await (await send("POST", "/api/v1/conversations", {})).json() as { id: string; token: string };
      const auth = { authorization: `Bearer ${token}` };
      const turn = (body: unknown, headers: Record<string, string> = {}): Promise<Response> => send("POST", `/api/v1/conversations/${id}/turns`, body, { ...auth, ...headers });
      await turn({ text: "给三岁的孩子办护照" });
      await turn({ choice: "guide:passport-first" });
      await turn({ choice: "act:walk" });
      let seq = 0;
      for (const number of ALL) {
        for (const form of written(number)) {
          const answer = await turn({ text: `我是张三，号码${form}，帮我查查` });
          expect(answer.status).toBe(200);
          seq = (await answer.json() as { seq: number }).seq;
        }
        const plain = encodeURIComponent(number);
        await turn({ choice: `guide:${number}` });
        await turn({ choice: `fact:applicant.age=${number}` });
        await turn({ answer: { fact: "applicant.age", value: number } });
        await turn({ answer: { fact: "applicant.age", value: Number(number.replace(/\D/g, "")) } });
        await turn({ answer: { fact: number, value: true } });
        await turn({ mark: { item: number, status: "have" } });
        await turn({ feedback: { about: { seq }, verdict: "wrong", reason: `打我电话${number}` } });
        await turn({ feedback: { about: { item: number }, verdict: "wrong", reason: number } });
        await turn({ text: "在吗" }, { "idempotency-key": /^[\x21-\x7e]+$/.test(number) ? number : plain });
        await turn({ text: "在吗", [number]: number });
        await send("POST", "/api/v1/match", { query: `${number}的社保卡` });
        await send("POST", "/api/v1/conversations", { channel: number, region: number });
        await send("POST", "/api/v1/guides/passport-first/checklist", { answers: { [number]: number } });
        await send("GET", `/api/v1/guides/${plain}?phone=${plain}`, null, { "user-agent": plain, referer: `https://x.example/${plain}`, "x-forwarded-for": plain });
        await send("GET", `/${plain}`, null);
        await send("POST", `/api/v1/conversations/${plain}/turns`, `{"text": "${number}`, { authorization: `Bearer ${plain}` });
        await send("POST", "/mcp", { jsonrpc: "2.0", id: 1, method: "tools/call", params: { name: "find_guides", arguments: { query: number } } }, { accept: "application/json, text/event-stream" });
      }
      served.process.kill("SIGTERM");
      expect(await served.exit).toMatchObject({ code: 0 });
    } finally {
      served.process.kill("SIGKILL");
    }
    const files = readdirSync(data).filter((name) => name.startsWith("yicitong.db")).map((name) => readFileSync(join(data, name), "utf8"));
    const places: readonly (readonly [string, string])[] = [["database", files.join("\n")], ["logs", served.err() + served.out()]];
    // The search finds what is there: the words around the numbers were stored.
    expect(places[0]![1]).toContain("帮我查查");
    expect(places[1]![1]).toContain("POST /conversations/:id/turns");
    for (const [place, content] of places) {
      for (const number of ALL) {
        for (const form of [...written(number), encodeURIComponent(number)]) expect(content.includes(form), `${form} in the ${place}`).toBe(false);
      }
    }
    expect(looksPersonal(files.join("\n"))).toEqual([]);
  }, 180_000);
});

/** Anything that has the shape of such a number, whoever's it is. Times are 13 digits, ids and hashes stand between letters. */
function looksPersonal(content: string): readonly string[] {
  const shapes = /(?<![\w.-])(?:[1-8]\d{5}(?:19|20)\d{2}(?:0[1-9]|1[0-2])\d{5}[\dXx]|1[3-9]\d{9}|\d{16,19})(?![\w-])/g;
  return (content.match(shapes) ?? []).filter((found) => !SHOWN.has(found));
}

/** Numbers of offices that guides print. */
const SHOWN = new Set<string>();
