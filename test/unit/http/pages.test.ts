import { describe, expect, it } from "vitest";
import { dayInChina } from "../../../src/domain/days.ts";
import type { Guide } from "../../../src/domain/guide.ts";
import { answersIn } from "../../../src/http/pages/answers.ts";
import { directoryPage } from "../../../src/http/pages/directory.ts";
import { guidePage } from "../../../src/http/pages/guidePage.ts";
import { html, jsonLd, link } from "../../../src/http/pages/html.ts";
import { elderOf } from "../../../src/http/pages/layout.ts";
import { readKnowledge } from "../../../src/knowledge/read.ts";
import { ROOT } from "../../support/root.ts";

const { edition } = readKnowledge(ROOT);
const DAY = dayInChina(Date.UTC(2026, 10, 24));
const passport = edition.guides.get("passport-first")!;
const page = (query: Record<string, unknown>, guide: Guide = passport): string => guidePage(edition, guide, answersIn(guide, query), DAY, STANDARD);

const STANDARD = elderOf("/guides");

const HOSTILE = `</script><script>alert(1)</script>"'&`;

describe("html", () => {
  it("escapes whatever is put in", () => expect(html`<p title="${HOSTILE}">${[HOSTILE, null, false, 3]}</p>`.text).not.toMatch(/<script|"'/));
  it("keeps data inside its block", () => expect(jsonLd({ name: HOSTILE }).text.match(/<\/script>/g)).toHaveLength(1));
  it("links only to web addresses", () => expect(link("javascript:alert(1)", "x").text).toBe("x"));
});

describe("answers in the address", () => {
  it("are taken by type, and nonsense is left open", () => {
    expect(answersIn(passport, { "applicant.age": "3", "applicant.has-id-card": "false", "companion.kind": "guardian" }))
      .toEqual({ "applicant.age": 3, "applicant.has-id-card": false, "companion.kind": "guardian" });
    expect(answersIn(passport, { "applicant.age": "-4", "applicant.has-id-card": "ja", "companion.kind": ["guardian"], "no.such": "1", __proto__: "x" })).toEqual({});
  });
});

describe("the guide page", () => {
  it("asks what matters and lists what may be needed before anything is answered", () => {
    const text = page({});
    expect(text).toContain("可能要带的材料");
    expect(text).toContain(`name="applicant.age"`);
    expect(text).toContain("看情况");
  });

  it("shows the personal checklist for the answers, without JavaScript", () => {
    const text = page({ "applicant.age": "3", "applicant.has-id-card": "false", "companion.kind": "guardian" });
    expect(text).toMatch(/要带这 \d 样/);
    expect(text).toContain("户口本");
    expect(text).not.toContain("同意函");
    expect(text).toMatch(/value="guardian" checked/);
  });

  it("ends where an outcome ends the way", () => {
    const barred = passport.outcomes.find((o) => o.verdict === "not-eligible")!;
    expect(page({ "applicant.age": "30", "applicant.barred": "true", "applicant.has-id-card": "true" })).toContain(barred.text.slice(0, 10));
  });

  it("holds nothing inline but data, and shows hostile knowledge as words", () => {
    const text = page({}, { ...passport, summary: HOSTILE, plain: HOSTILE });
    expect(text.match(/<script/g)).toHaveLength(1);
    expect(text).not.toMatch(/\sstyle=|\son\w+=/);
    expect(JSON.parse(/<script type="application\/ld\+json">(.*?)<\/script>/s.exec(text)![1]!)["@graph"][0]["@type"]).toBe("GovernmentService");
  });

  it("can be made for every guide, open and answered with 不清楚", () => {
    for (const guide of edition.guides.values()) {
      expect(page({}, guide), guide.id).toContain("</html>");
      expect(page(Object.fromEntries(guide.situations.map((s) => [s.situation.id, "not-known"])), guide), guide.id).toContain("</html>");
    }
  });
});

describe("长辈版 without a script", () => {
  it("is the same page in the other size, answers kept", () => {
    const elder = elderOf("/guides/x?applicant.age=3&big=1");
    expect(elder).toEqual({ isOn: true, other: "/guides/x?applicant.age=3" });
    expect(elderOf(elder.other)).toEqual({ isOn: false, other: "/guides/x?applicant.age=3&big=1" });
  });
  it("goes with the person to other pages", () => {
    const text = guidePage(edition, passport, {}, DAY, elderOf("/guides/passport-first?big=1"));
    expect(text).toContain("data-elder");
    expect(text).toContain(`href="/guides?big=1"`);
    expect(text).toContain(`name="big" value="1"`);
  });
});

describe("the directory", () => {
  it.each(["life", "authority"] as const)("lists every service once, by %s", (by) => {
    const ids = [...directoryPage(edition, by, STANDARD).matchAll(/href="\/guides\/([a-z0-9-]+)"/g)].map((m) => m[1]);
    expect(ids.sort()).toEqual([...edition.services.keys()].sort());
  });
});
