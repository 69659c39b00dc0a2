/** What one leaves with, read back by programs of others: the PDF's text, the calendar entry, the link on another device. */
import ICAL from "ical.js";
import { extractText, getDocumentProxy } from "unpdf";
import { describe, expect, test } from "vitest";
import * as takeaway from "../../src/http/schemas/takeaway.ts";
import { readQr } from "../support/qr.ts";
import { NOW, surface, type Answer, type Surface, type Talk } from "./surface.ts";

const DAY = 86_400_000;

async function walking(over: Parameters<typeof surface>[0] = {}): Promise<{ talk: Talk; site: Surface; at: string }> {
  const site = await surface(over);
  const talk = await site.conversation();
  await talk.turn({ text: "办护照" });
  return { talk, site, at: `/api/v1/conversations/${talk.id}` };
}

const send = (site: Surface, talk: Talk, method: string, path: string, body?: unknown): Promise<Answer> =>
  site.call(method, `/api/v1/conversations/${talk.id}${path}`, body, talk.auth);

describe("the trip card as PDF", () => {
  async function pdf(site: Surface, talk: Talk, body: unknown): Promise<{ pages: number; text: string; title: unknown; bytes: number }> {
    const response = await fetch(`${site.base}/api/v1/conversations/${talk.id}/card`, {
      method: "POST", body: JSON.stringify(body), headers: { ...talk.auth, "content-type": "application/json" },
    });
    expect(response.headers.get("content-type")).toBe("application/pdf");
    expect(decodeURIComponent(response.headers.get("content-disposition")!)).toContain("出行单-");
    const bytes = new Uint8Array(await response.arrayBuffer());
    const size = bytes.length;
    const document = await getDocumentProxy(bytes);
    const { text } = await extractText(document, { mergePages: true });
    const info = (await document.getMetadata()).info as { Title?: unknown };
    return { pages: document.numPages, text: text.replace(/\s/g, ""), title: info.Title, bytes: size };
  }

  test("is one page whose text can be read back: title, every paper, the fee", async () => {
    const { talk, site } = await walking();
    const { body } = await talk.turn({ choice: "act:plan" });
    const { plan } = body.replies.find((r: { kind: string }) => r.kind === "plan");
    const read = await pdf(site, talk, {});
    expect(read.pages).toBe(1);
    expect(read.title).toBe(`出行单：${plan.title}`);
    for (const part of [plan.title, ...plan.papers.map((p: { name: string }) => p.name), ...plan.sections.flatMap((s: { lines: { text: string }[] }) => s.lines.map((l) => l.text))]) {
      expect(read.text).toContain(part.replace(/\s/g, ""));
    }
    // Only the characters that are used travel along.
    expect(read.bytes).toBeLessThan(400_000);
  });

  test("in large print is one page too, and its QR code says what it is for", async () => {
    const { talk, site } = await walking();
    const { body: { code } } = await send(site, talk, "POST", "/links");
    const read = await pdf(site, talk, { large: true, code });
    expect(read.pages).toBe(1);
    expect(read.text).toContain("扫码接着办");
  });

  test("of a conversation about nothing is refused in words", async () => {
    const site = await surface();
    const answer = await send(site, await site.conversation(), "POST", "/card", {});
    expect(answer.body).toMatchObject({ type: "/problems/no-trip", status: 422 });
  });
});

describe("the visit", () => {
  test("is a calendar entry in floating local time with the papers and a reminder the evening before", async () => {
    const { talk, site } = await walking();
    const { body } = await talk.turn({ choice: "act:plan" });
    const { plan } = body.replies.find((r: { kind: string }) => r.kind === "plan");
    const { status, headers, body: text } = await send(site, talk, "POST", "/visit", { day: "2026-11-25", half: "afternoon" });
    expect(status).toBe(200);
    expect(headers.get("content-type")).toContain("text/calendar");
    const calendar = new ICAL.Component(ICAL.parse(text));
    const event = new ICAL.Event(calendar.getFirstSubcomponent("vevent")!);
    expect(event.startDate.toString()).toBe("2026-11-25T14:00:00");
    expect(event.startDate.zone.tzid).toBe("floating");
    expect(event.summary).toBe(`去办：${plan.title}`);
    expect(event.description).toContain(plan.sms);
    expect(event.location).toBe(plan.sections.find((s: { title: string }) => s.title === "去哪办").lines[0].text);
    const trigger = event.component.getFirstSubcomponent("valarm")!.getFirstPropertyValue("trigger") as ICAL.Duration;
    const alarm = event.startDate.clone();
    alarm.addDuration(trigger);
    expect(alarm.toString()).toBe("2026-11-24T20:00:00");
    for (const line of (text as string).split("\r\n")) expect(Buffer.byteLength(line)).toBeLessThanOrEqual(75);
  });

  test("of the same day and half is the same entry, not a second one", async () => {
    const { talk, site } = await walking();
    const uid = async (half: string): Promise<string> => /UID:(\S+)/.exec((await send(site, talk, "POST", "/visit", { day: "2026-11-25", half })).body)![1]!;
    expect(await uid("morning")).toBe(await uid("morning"));
    expect(await uid("afternoon")).not.toBe(await uid("morning"));
    expect(await uid("morning")).not.toContain(talk.id);
  });

  test.each([
    ["a Saturday", "2026-11-28", "closed-day"], ["yesterday", "2026-11-23", "closed-day"], ["in two years", "2028-11-24", "closed-day"],
    ["no day", "2026-02-30", "invalid-body"],
  ])("on %s is refused in words", async (_, day, type) => {
    const { talk, site } = await walking();
    const answer = await send(site, talk, "POST", "/visit", { day, half: "morning" });
    expect(answer.body).toMatchObject({ type: `/problems/${type}`, status: 422 });
  });

  test("days are offered with weekends, holidays and worked weekends told apart, and unknown years said to be unknown", async () => {
    const days = async (now: string): Promise<Record<string, boolean | null>> => {
      const { call } = await surface({ assistant: { clock: () => Date.parse(now) } });
      const { body } = await call("GET", "/api/v1/visit-days");
      return Object.fromEntries(takeaway.visitDayList.parse(body).days.map((d) => [`${d.day} ${d.weekday}`, d.open]));
    };
    expect(await days("2026-09-18T12:00:00+08:00")).toMatchObject({ "2026-09-19 周六": false, "2026-09-20 周日": true, "2026-09-25 周五": false, "2026-10-08 周四": true });
    expect(await days("2026-12-30T23:00:00+08:00")).toMatchObject({ "2026-12-31 周四": true, "2027-01-01 周五": null });
  });
});

describe("a link to go on elsewhere", () => {
  test("gives another device a token of its own, with the same checklist", async () => {
    const { talk, site } = await walking();
    const made = await send(site, talk, "POST", "/links");
    expect(made.status).toBe(201);
    const { code, url, expiresAt } = takeaway.link.parse(made.body);
    expect(url).toBe(`${site.base}/#r=${code}`);
    expect(expiresAt).toBe(NOW + 7 * DAY);
    const { body: followed } = await site.call("POST", "/api/v1/links", { code });
    expect(takeaway.followed.parse(followed).id).toBe(talk.id);
    expect(followed.token).not.toBe(talk.token);
    const there = await site.call("GET", `/api/v1/conversations/${talk.id}`, undefined, { authorization: `Bearer ${followed.token}` });
    expect(there.body).toEqual((await talk.read()).body);
  });

  test("stands in a QR code that a reader of others can read", async () => {
    const { talk, site } = await walking();
    const { url, qr } = takeaway.link.parse((await send(site, talk, "POST", "/links")).body);
    expect(readQr(qr)).toBe(url);
  });

  test("taken back opens nothing any more, on either device that came by it, and the first one stays in", async () => {
    const { talk, site, at } = await walking();
    const { body: { code } } = await send(site, talk, "POST", "/links");
    const { body: other } = await site.call("POST", "/api/v1/links", { code });
    expect((await send(site, talk, "DELETE", "/links")).body).toEqual({ revoked: 2 });
    expect((await site.call("POST", "/api/v1/links", { code })).body).toMatchObject({ type: "/problems/unknown-link", status: 404 });
    expect((await site.call("GET", at, undefined, { authorization: `Bearer ${other.token}` })).status).toBe(404);
    expect((await talk.read()).status).toBe(200);
  });

  test("taken back by a device that came by one leaves that device in", async () => {
    const { talk, site, at } = await walking();
    const { body: { code } } = await send(site, talk, "POST", "/links");
    const { body: { token } } = await site.call("POST", "/api/v1/links", { code });
    const auth = { authorization: `Bearer ${token}` };
    expect((await site.call("DELETE", `${at}/links`, undefined, auth)).body).toEqual({ revoked: 1 });
    expect((await site.call("GET", at, undefined, auth)).status).toBe(200);
  });

  test("expires after seven days; who came by it in time stays in", async () => {
    let now = NOW;
    const { talk, site, at } = await walking({ assistant: { clock: () => now } });
    const { body: { code } } = await send(site, talk, "POST", "/links");
    const { body: { token } } = await site.call("POST", "/api/v1/links", { code });
    now += 7 * DAY;
    expect((await site.call("POST", "/api/v1/links", { code })).status).toBe(404);
    expect((await site.call("GET", at, undefined, { authorization: `Bearer ${token}` })).status).toBe(200);
  });

  test("is no token, its token is no link, and neither opens another conversation", async () => {
    const { talk, site, at } = await walking();
    const other = await site.conversation();
    const { body: { code } } = await send(site, talk, "POST", "/links");
    const { body: { token } } = await site.call("POST", "/api/v1/links", { code });
    expect((await site.call("GET", at, undefined, { authorization: `Bearer ${code}` })).status).toBe(404);
    expect((await site.call("GET", `/api/v1/conversations/${other.id}`, undefined, { authorization: `Bearer ${token}` })).status).toBe(404);
    expect((await site.call("POST", "/api/v1/links", { code: token.slice(0, 22) })).status).toBe(404);
    for (const method of ["POST", "DELETE"]) expect((await site.call(method, `${at}/links`, undefined, other.auth)).status).toBe(404);
  });

  test("is in no log line and in no stored row as it is", async () => {
    const { talk, site } = await walking();
    const { body: { code } } = await send(site, talk, "POST", "/links");
    const { body: { token } } = await site.call("POST", "/api/v1/links", { code });
    expect(site.logged.join("\n")).not.toContain(code);
    expect(site.logged.join("\n")).not.toContain(token);
    expect(await site.store.pass(code)).toBeNull();
    expect(await site.store.pass(token)).toBeNull();
  });
});
