/** Trying a draft: one sentence on the draft and on what is in force side by side, and the checklist for any facts. */
import type { LiveEdition } from "../../assistant/ports.ts";
import { firstAnswer } from "../../curation/proof/replay.ts";
import { utteranceKey } from "../../curation/utteranceKey.ts";
import { dayInChina } from "../../domain/days.ts";
import { serviceName } from "../../domain/edition.ts";
import { z } from "zod";
import { checked } from "../body.ts";
import { answersIn } from "../pages/answers.ts";
import { checklistHtml, formHtml } from "../pages/configurator.ts";
import { html, type Html } from "../pages/html.ts";
import { Problem } from "../problems.ts";
import type { StaffContext } from "../staff/context.ts";
import type { StaffRoute } from "../staff/table.ts";
import { draftOf } from "./draftOf.ts";
import { CURATES, READS, show } from "./frame.ts";
import { fileName } from "./names.ts";

const PART = "/curation/drafts";
const LONGEST = 300;
const STANDARD = { isOn: false, other: "" };
/** New utterances that are looked at in one go. */
const MOST_LOOKED = 40;
/** A service this likely, and another one than meant, is worth a word. */
const CLEARLY = 0.5;

const lookRequest = z.strictObject({ path: z.string().max(120), lines: z.array(z.string().max(2_000)).max(MOST_LOOKED) });

export function trialRoutes(context: StaffContext): readonly StaffRoute[] {
  const { curation: { trial, live, clock } } = context;
  return [
    { method: "get", path: `${PART}/:id/try`, who: READS, handle: async (req, res) => {
      const { record: draft } = await draftOf(context, req);
      const words = typeof req.query["q"] === "string" ? req.query["q"].trim().slice(0, LONGEST) : "";
      const own = words === "" ? null : await trial.understanding(draft);
      const mine: LiveEdition | null = own && { edition: await trial.edition(draft), understand: own };
      show(res, { title: "试一句", part: PART, body: html`
<p class="crumbs"><a href="${PART}/${draft.id}">${draft.title}</a></p>
<h1>试一句</h1>
<p class="lead">同一句话，现行版本怎么答，这份草稿怎么答，为什么。</p>
<form method="get" action="${PART}/${draft.id}/try" class="filters"><label>市民会怎么说<input name="q" value="${words}" maxlength="${LONGEST}" required autocomplete="off"></label><button class="primary">试</button></form>
${words !== "" && html`<div class="halves"><section aria-labelledby="t-live"><h2 id="t-live">现行版本</h2>${tried("现行版本", live.inForce, words, clock())}</section>
<section aria-labelledby="t-draft"><h2 id="t-draft">这份草稿</h2>${mine ? tried("草稿", mine, words, clock()) : html`<p class="empty">草稿改了问法，要先<a href="${PART}/${draft.id}/proof">校验一次</a>（会训练出草稿自己的模型），这里才能试。</p>`}</section></div>`}` });
    } },
    { method: "get", path: `${PART}/:id/preview/:guide`, who: READS, handle: async (req, res) => {
      const { record: draft } = await draftOf(context, req);
      const edition = await trial.edition(draft);
      const guide = edition.guides.get(String(req.params["guide"]));
      if (!guide) throw new Problem("not-found", "草稿里没有这份指南，或者它还读不懂。先看看检查结果。");
      const facts = answersIn(guide, req.query);
      const day = dayInChina(clock());
      show(res, { title: `${guide.plain}：预览`, part: PART, body: html`
<p class="crumbs"><a href="${PART}/${draft.id}">${draft.title}</a></p>
<h1>${guide.plain}</h1>
<p class="lead">市民按这份草稿会看到的。换几种情况试试。</p>
<div class="preview"><div>${formHtml(guide, facts, day, STANDARD, `${PART}/${draft.id}/preview/${guide.id}`)}</div><div class="result">${checklistHtml(edition, guide, facts, day, STANDARD)}</div></div>` });
    } },
    { method: "post", path: "/api/v1/curation/look", who: CURATES, handle: async (req, res) => {
      const { path, lines } = checked(lookRequest, req.body);
      const index = await trial.utterances();
      const id = /\/([a-z0-9-]+)\.yaml$/.exec(path)?.[1] ?? "";
      const { edition, understand } = live.inForce;
      res.json({ lines: lines.map((line) => {
        const elsewhere = (index.get(utteranceKey(line)) ?? []).filter((p) => p !== path);
        const best = understand(line, clock()).match.candidates[0];
        const stranger = path.startsWith("intents/guides/") && best && best.id !== id && best.score >= CLEARLY ? best : null;
        return {
          line, level: elsewhere.length > 0 ? "error" : stranger ? "warning" : "ok",
          says: elsewhere.length > 0 ? `已经写在“${elsewhere.map((p) => fileName(edition, p)).join("、")}”里了，只能留一处。`
            : line.length > LONGEST ? `有 ${line.length} 个字，太长了，学不到什么。`
            : stranger ? `现在会答成“${serviceName(edition, stranger.id)}”（${Math.round(stranger.score * 100)}%）。是不是该归它？` : "",
        };
      }) });
    } },
  ];
}

function tried(whose: string, { edition, understand }: LiveEdition, words: string, now: number): Html {
  const said = understand(words, now);
  const { target, text } = firstAnswer(edition, said, now);
  return html`<p><b>${target}</b></p><p class="bubble">${text}</p>
<div class="scroll" role="region" aria-label="${whose}：最像的" tabindex="0"><table><caption class="dim">最像的</caption><thead><tr><th scope="col">事项</th><th scope="col">把握</th><th scope="col">因为</th></tr></thead>
<tbody>${said.match.candidates.slice(0, 5).map((c) => html`<tr><th scope="row">${serviceName(edition, c.id)}</th><td class="number">${Math.round(c.score * 100)}%</td><td>${c.why.join("、")}</td></tr>`)}</tbody></table></div>`;
}
