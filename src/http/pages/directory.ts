/** `/guides`: every service by field of life, or by authority (`?by=authority`). */
import type { Edition, Service } from "../../domain/edition.ts";
import { html, type Html } from "./html.ts";
import { onward, page, type Elder } from "./layout.ts";
import { wide } from "./words.ts";
import { byAuthority, byLifeField, type FieldOfServices } from "./lifeFields.ts";

export function directoryPage(edition: Edition, by: "life" | "authority", elder: Elder): string {
  const services = [...edition.services.values()];
  const groups = by === "life" ? byLifeField(services) : byAuthority(services);
  const written = services.filter((s) => edition.guides.has(s.id)).length;
  return page({
    title: "全部事项：一次通",
    description: `${services.length} 件常办的事，按生活里的事或按部门找。`,
    chat: "/",
    elder,
    body: html`
<h1>全部事项</h1>
<p class="lead">一共 ${services.length} 件，其中 ${written} 件写好了完整清单，别的能告诉您归谁管、问哪里。不知道叫什么，就<a href="/">用平常的话问</a>。</p>
<p class="tabs">${tab(onward("/guides", elder), "按生活里的事", by === "life")}${tab(onward("/guides?by=authority", elder), "按部门", by === "authority")}</p>
<nav class="fields" aria-label="分类">${groups.map((g, i) => html`<a href="#f${i}">${g.title}</a>`)}</nav>
${groups.map((g, i) => section(edition, g, i, elder))}`,
  });
}

function tab(href: string, label: string, isCurrent: boolean): Html {
  return isCurrent ? html`<a href="${href}" aria-current="page">${label}</a>` : html`<a href="${href}">${label}</a>`;
}

function section(edition: Edition, { title, services }: FieldOfServices, index: number, elder: Elder): Html {
  return html`<section aria-labelledby="f${index}"><h2 id="f${index}">${title}</h2><ul class="services">${services.map((s) => html`<li>${service(edition, s, elder)}</li>`)}</ul></section>`;
}

function service(edition: Edition, { id, name }: Service, elder: Elder): Html {
  const guide = edition.guides.get(id);
  return html`<a href="${onward(`/guides/${id}`, elder)}">${guide?.plain ?? wide(name)}</a>${guide && guide.plain !== name && html`<span class="dim">${wide(name)}</span>`}`;
}
