/** `/guides/:id/leaflet`: 一图看懂, one A4 page for halls and communities, with the guide's QR code. */
import { spokenDay } from "../../domain/days.ts";
import type { Edition } from "../../domain/edition.ts";
import type { Day } from "../../domain/facts.ts";
import type { Guide } from "../../domain/guide.ts";
import { qrPath } from "../takeaway/qr.ts";
import { html, type Html } from "./html.ts";
import { onward, type Elder } from "./layout.ts";
import { fitLeaflet, type LeafletContent, type LeafletPaper } from "./leafletContent.ts";
import { wide } from "./words.ts";

/** @param site where people reach us, without a slash at the end; @param elder large print */
export function leafletPage(edition: Edition, guide: Guide, day: Day, site: string, elder: Elder): string {
  const { content, fit } = fitLeaflet(edition, guide, day, elder.isOn);
  const url = `${site}/guides/${guide.id}`;
  return html`<!doctype html>
<html lang="zh-CN">
<head>
<meta charset="utf-8">
<title>${guide.plain}一图看懂：一次通</title>
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="description" content="${guide.name}：带什么、去哪办、多少钱、多久，一张纸看懂，可以打印张贴。">
<link rel="icon" href="/icon.svg" type="image/svg+xml">
<link rel="canonical" href="${url}/leaflet">
<link rel="stylesheet" href="/leaflet.css">
<script src="/print.js" defer></script>
</head>
<body class="yct"${elder.isOn && html` data-elder`}>
<nav class="bar" aria-label="页面">
<a href="${onward(`/guides/${guide.id}`, elder)}">‹ 回到指南</a>
<a class="mode" href="${elder.other}">${elder.isOn ? "标准字" : "大字版"}</a>
<button type="button" data-print hidden>打印</button>
</nav>
<main class="sheet fit-${fit}">
<header class="head">
<div>
<p class="brand"><span class="seal" aria-hidden="true">通</span>一图看懂</p>
<h1>${guide.plain}</h1>
<p class="official">${guide.name} · 归${wide(guide.authority)}管</p>
<p>${guide.summary}</p>
</div>
${code(url)}
</header>
${guide.tier === "skeleton" && html`<p class="warn">这份指南还不完整，只列了全国统一的，出门前先打 12345 问清。</p>`}
<div class="tiles">${content.tiles.map(({ title, lines }) => html`<section class="tile"><h2>${title}</h2>${lines.map((l) => html`<p>${l}</p>`)}</section>`)}</div>
${papersHtml(content)}
${list("几步办完", content.steps, true)}
${list("别白跑", content.pitfalls, false)}
<footer class="foot"><p>${content.isCut && html`<b>还有没写下的，完整清单扫码看。</b>`}答几个问题，清单只列您要带的。拿不准打 12345。</p><p>${spokenDay(day)}按全国规定整理，各地有差别的以窗口为准 · ${url}</p></footer>
</main>
</body>
</html>
`.text;
}

function code(url: string): Html {
  const { size, path } = qrPath(url);
  return html`<figure class="code"><svg viewBox="0 0 ${size} ${size}" role="img" aria-label="指南的二维码"><path d="${path}"/></svg><figcaption>扫码列您的清单</figcaption></figure>`;
}

function papersHtml({ papers, maybe }: LeafletContent): Html {
  if (papers.length + maybe.length === 0) return html`<section><h2>要带什么</h2><p>不用带纸质材料。</p></section>`;
  const grid = (title: string, all: readonly LeafletPaper[]) => all.length > 0
    && html`<section><h2>${title}</h2><ul class="papers">${all.map((p) => html`<li><span class="box" aria-hidden="true"></span><span><b>${p.name}</b><span class="counts">${p.detail}</span></span></li>`)}</ul></section>`;
  return html`${grid("都要带", papers)}${grid(papers.length > 0 ? "看情况还要带" : "带什么看情况", maybe)}`;
}

function list(title: string, lines: readonly string[], isOrdered: boolean): Html | null {
  if (lines.length === 0) return null;
  const items = lines.map((l) => html`<li>${l}</li>`);
  return html`<section><h2>${title}</h2>${isOrdered ? html`<ol class="steps">${items}</ol>` : html`<ul class="dots">${items}</ul>`}</section>`;
}
