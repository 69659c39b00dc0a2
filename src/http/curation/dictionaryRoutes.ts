/** 材料和情形: the cards that many guides share, where each is used, and the way to change them in the draft. */
import type { Edition } from "../../domain/edition.ts";
import { serviceName } from "../../domain/edition.ts";
import { unreadable } from "../../curation/findings.ts";
import { materialUses, sharedCards, situationUses, type Use } from "../../curation/uses.ts";
import { valueOf } from "../../curation/yamlText.ts";
import { SITUATIONS_PATH } from "../../knowledge/exchange/bundle.ts";
import { html, type Html } from "../pages/html.ts";
import type { StaffContext } from "../staff/context.ts";
import type { StaffRoute } from "../staff/table.ts";
import { draftOf } from "./draftOf.ts";
import { READS, show } from "./frame.ts";
import { fileAt } from "./names.ts";

const PART = "/curation/drafts";
/** Cards on one page; a search finds the others. */
const MOST_SHOWN = 100;

const HOW: Readonly<Record<Use["how"], string>> = { needs: "要带", gives: "办完发给", asks: "要问" };
const LISTS: Readonly<Record<Use["how"], string | null>> = { needs: "materials", gives: null, asks: "situations" };

export function dictionaryRoutes(context: StaffContext): readonly StaffRoute[] {
  const { curation: { drafts, trial } } = context;
  return [{ method: "get", path: `${PART}/:id/dictionary`, who: READS, handle: async (req, res) => {
    const { record: draft } = await draftOf(context, req);
    const edition = await trial.edition(draft);
    const query = typeof req.query["find"] === "string" ? req.query["find"].trim().slice(0, 60) : "";
    const unused = req.query["unused"] === "yes";
    const uses = materialUses(edition);
    const guidesOf = (id: string): number => new Set((uses.get(id) ?? []).map((u) => u.guide)).size;
    const found = [...edition.materials.values()].filter((m) => (!unused || guidesOf(m.id) === 0)
      && `${m.id} ${m.name} ${m.plain} ${m.say.join(" ")}`.toLowerCase().includes(query.toLowerCase()))
      .sort((a, b) => guidesOf(b.id) - guidesOf(a.id) || (a.id < b.id ? -1 : 1));
    const { text = "[]" } = await drafts.text(draft, SITUATIONS_PATH);
    const cards = unreadable(SITUATIONS_PATH, text).length > 0 ? [] : sharedCards(valueOf(SITUATIONS_PATH, text));
    const situations = situationUses(edition, cards).filter((s) => (!unused || s.uses.length === 0) && `${s.id} ${s.ask}`.toLowerCase().includes(query.toLowerCase()));
    const [shared, alike] = [situations.filter((s) => s.shared), situations.filter((s) => !s.shared)];
    show(res, { title: "材料和情形", part: PART, body: html`
<p class="crumbs"><a href="${PART}/${draft.id}">${draft.title}</a></p>
<h1>材料和情形</h1>
<p class="lead">一种材料、一个共用情形只写一张卡片，用到它的指南都跟着变。改以前先看看用在哪里。</p>
<form method="get" action="${PART}/${draft.id}/dictionary" class="filters"><label>找材料、情形<input name="find" value="${query}" placeholder="名字或编号，例如：户口本" autocomplete="off"></label><label class="tick"><input type="checkbox" name="unused" value="yes"${unused && html` checked`}><span>只看没有指南用到的</span></label><button>找</button></form>
<section aria-labelledby="materials"><h2 id="materials">材料（${found.length} 种）</h2>
${found.length === 0 ? html`<p class="empty">没有找到。${unused ? "每种材料都有指南用到。" : "换个名字试试。"}</p>` : html`<div class="scroll" role="region" aria-label="材料" tabindex="0"><table>
<thead><tr><th scope="col">材料</th><th scope="col">官方名称</th><th scope="col" class="number">几份指南用到</th></tr></thead>
<tbody>${found.slice(0, MOST_SHOWN).map((m) => html`<tr><th scope="row"><a href="${fileAt(draft.id, `knowledge/materials/${m.id}.yaml`)}">${m.plain}</a></th><td>${m.name}</td><td class="number">${guidesOf(m.id)}</td></tr>`)}</tbody></table></div>`}
${found.length > MOST_SHOWN && html`<p class="dim">还有 ${found.length - MOST_SHOWN} 种，写个名字找。</p>`}</section>
${shared.length > 0 && html`<section aria-labelledby="shared"><h2 id="shared">共用情形（${shared.length} 个）</h2><p class="dim">几份指南问的是同一件事，只写一次，换一件事时不再重问。</p>
<ul class="entries">${shared.map(({ id, ask, uses: of }) => html`<li><p><a href="${fileAt(draft.id, SITUATIONS_PATH)}&only=${encodeURIComponent(id)}"><b>${ask}</b></a> <span class="dim">${id}，${of.length} 份指南</span></p></li>`)}</ul></section>`}
${alike.length > 0 && html`<section aria-labelledby="alike"><h2 id="alike">各写各的同名情形（${alike.length} 个）</h2><p class="dim">几份指南用了同一个编号，各写了一遍。问的是同一件事，可以改成共用情形。</p>
${alike.slice(0, MOST_SHOWN).map(({ id, ask, uses: of }) => html`<details class="group"><summary>${ask}<span class="dim">${id}，${of.length} 份指南</span></summary>${useList(draft.id, edition, of)}</details>`)}</section>`}` });
  } }];
}

/** The section that says where a card is used. */
export function usesHtml(draft: string, edition: Edition, uses: readonly Use[], of?: string): Html {
  const guides = new Set(uses.map((u) => u.guide)).size;
  return html`<section class="uses"><h2>${of === undefined ? "用在哪里" : `“${of}”用在哪里`}</h2>
${guides === 0 ? html`<p class="empty">没有指南用到它。</p>` : html`<p class="dim">${guides} 份指南。改了这里，它们都跟着变。</p>${useList(draft, edition, uses)}`}</section>`;
}

/** One line a guide: how it uses the card, and the way to the first item that does. */
function useList(draft: string, edition: Edition, uses: readonly Use[]): Html {
  return html`<ul class="found">${[...new Set(uses.map((u) => u.guide))].map((guide) => {
    const of = uses.filter((u) => u.guide === guide);
    const item = of.find((u) => LISTS[u.how] !== null && u.index !== null);
    const anchor = item ? `#${LISTS[item.how]}-${item.index}` : "";
    const said = (Object.keys(HOW) as Use["how"][]).flatMap((how) => {
      const there = of.filter((u) => u.how === how);
      return there.length === 0 ? [] : [`${HOW[how]}${there.length > 1 ? ` ${there.length} 处` : ""}`];
    });
    const places = [...new Set(of.flatMap((u) => u.region ?? []))];
    return html`<li><a href="${fileAt(draft, `knowledge/guides/${guide}.yaml`)}${anchor}">${serviceName(edition, guide)}</a><span class="dim">${said.join("，")}${places.length > 0 && `（${places.join("、")}）`}</span></li>`;
  })}</ul>`;
}
