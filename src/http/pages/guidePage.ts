/** `/guides/:id`: the whole guide in plain words, with the personal checklist for the answers in the address. */
import { countingFacts, held } from "../../domain/checklist.ts";
import { spokenDay } from "../../domain/days.ts";
import type { Edition, Service } from "../../domain/edition.ts";
import type { Day, Facts } from "../../domain/facts.ts";
import type { Guide, GuideLines, Line, Rule } from "../../domain/guide.ts";
import type { Citation } from "../../domain/source.ts";
import { checklistHtml, formHtml } from "./configurator.ts";
import { html, jsonLd, type Html } from "./html.ts";
import { onward, page, type Elder } from "./layout.ts";
import { structuredData } from "./structuredData.ts";
import { feeText, lineHtml, sourceHtml, wide } from "./words.ts";

export function guidePage(edition: Edition, guide: Guide, given: Facts, day: Day, elder: Elder): string {
  const facts = countingFacts(guide, given, day);
  const lines = (title: string, kind: keyof GuideLines): Html | null => block(title, held<Line>(guide.lines[kind], facts, day).map(lineHtml));
  return page({
    title: `${guide.plain}要带什么、去哪办：一次通`,
    description: `${guide.name}：${guide.summary}`,
    chat: `/?guide=${encodeURIComponent(guide.id)}`,
    elder,
    head: jsonLd(structuredData(guide)),
    body: html`
<article class="guide">
<p class="crumbs"><a href="${onward("/guides", elder)}">全部事项</a></p>
<h1>${guide.plain}</h1>
<p class="official">${guide.name}，归${wide(guide.authority)}管</p>
<p class="lead">${guide.summary}</p>
<p class="sheet-link"><a href="${onward(`/guides/${guide.id}/leaflet`, elder)}">一图看懂：一张纸，可打印张贴</a></p>
${guide.tier === "skeleton" && html`<p class="banner confirm-first"><b>这份指南还不完整</b>只列了全国统一、能确定的，其余请先打 12345 问清。</p>`}
${guide.checkedOn !== undefined && html`<p class="banner confirm-first"><b>很久没核对了</b>上次核对是 ${spokenDay(guide.checkedOn)}，规定可能有变，出门前打 12345 问一句。</p>`}
<div class="halves">
${formHtml(guide, given, day, elder)}
<div class="result">
${checklistHtml(edition, guide, given, day, elder)}
<section class="facts" aria-label="怎么办">
${lines("去哪办", "places")}${lines("几点开门", "hours")}${lines("谁要去", "who")}
${block("多少钱", held(guide.fees, facts, day).map(({ rule, certain }) => lineHtml({ rule: { ...rule, text: feeText(rule) }, certain, dependsOn: [] })))}
${lines("多久办好", "times")}${lines("网上能办吗", "online")}${lines("容易白跑的地方", "pitfalls")}${lines("电话", "phones")}
</section>
</div>
</div>
<section class="more" aria-label="还想知道">
${lines("谁能办", "eligibility")}${lines("一步一步怎么办", "steps")}${lines("什么时候办", "deadlines")}${lines("管多久", "validity")}${lines("怎么查进度", "progress")}
${guide.faq.length > 0 && html`<h2>常问的</h2><dl class="faq">${held(guide.faq, facts, day).map(({ rule }) => html`<div><dt>${rule.question}</dt><dd>${rule.answer}</dd></div>`)}</dl>`}
${related(edition, guide, elder)}
<h2>出处</h2><ul class="plain origin">${citations(guide).map((c) => html`<li>${sourceHtml(c)}</li>`)}</ul>
</section>
</article>`,
  });
}

function block(title: string, lines: readonly Html[]): Html | null {
  if (lines.length === 0) return null;
  return html`<div class="block"><h2>${title}</h2><ul>${lines.map((l) => html`<li>${l}</li>`)}</ul></div>`;
}

function related(edition: Edition, guide: Guide, elder: Elder): Html | null {
  const known = guide.related.filter((r) => edition.services.has(r.guide));
  if (known.length === 0) return null;
  return html`<h2>容易和它弄混的</h2><ul class="plain">${known.map((r) => html`<li><a href="${onward(`/guides/${r.guide}`, elder)}">${edition.guides.get(r.guide)?.plain ?? edition.services.get(r.guide)!.name}</a><span class="dim">${r.differs}</span></li>`)}</ul>`;
}

/** Every source of the guide once, article by article. */
function citations(guide: Guide): Citation[] {
  const rules: Rule[] = [...guide.materials, ...guide.outcomes, ...guide.fees, ...guide.faq, ...(Object.values(guide.lines) as readonly (readonly Rule[])[]).flat()];
  const all = new Map(rules.map(({ citation: c }) => [`${c.source} ${c.article ?? ""}`, c]));
  return [...all.values()].sort((a, b) => a.title.localeCompare(b.title, "zh-CN") || (a.article ?? "").localeCompare(b.article ?? "", "zh-CN"));
}

/** A service that is known though its guide is not written: who handles it, and whom to ask. */
export function unwrittenPage(service: Service, elder: Elder): string {
  const name = wide(service.name);
  const authority = wide(service.authority);
  return page({
    title: `${name}：一次通`,
    description: `${name}归${authority}管。`,
    elder,
    chat: `/?guide=${encodeURIComponent(service.id)}`,
    body: html`
<article class="guide">
<p class="crumbs"><a href="${onward("/guides", elder)}">全部事项</a></p>
<h1>${name}</h1>
<p class="official">归${authority}管</p>
${service.withdrawn !== undefined ? html`<p class="banner not-possible"><b>这份指南暂停使用</b>${service.withdrawn}</p>`
    : html`<p class="banner confirm-first"><b>这一件的清单还没写好</b>不能乱说要带什么。请打 12345（外地打当地的，前面加区号），或问办理窗口。</p>`}
<p><a class="call" href="tel:12345">拨打 12345</a></p>
</article>`,
  });
}
