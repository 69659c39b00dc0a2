/**
 * HTML by template: whatever is put in is escaped, unless it is HTML made here itself. There is no way around it,
 * so hostile words in the knowledge are shown as words.
 */
export class Html {
  readonly text: string;
  constructor(text: string) {
    this.text = text;
  }
}

type Part = Html | string | number | false | null | undefined | readonly Part[];

export function html(strings: TemplateStringsArray, ...parts: readonly Part[]): Html {
  return new Html(strings.reduce((out, string, i) => out + render(parts[i - 1]) + string));
}

function render(part: Part): string {
  if (part === false || part === null || part === undefined) return "";
  if (part instanceof Html) return part.text;
  if (typeof part === "object") return part.map(render).join("");
  return escape(String(part));
}

const ESCAPES: Readonly<Record<string, string>> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#39;" };

export function escape(text: string): string {
  return text.replace(/[&<>"']/g, (c) => ESCAPES[c]!);
}

/** A data block: `<` is written so that no value can end it or begin another element. */
export function jsonLd(data: object): Html {
  return new Html(`<script type="application/ld+json">${JSON.stringify(data).replace(/</g, "\\u003c").replace(/\u2028|\u2029/g, "")}</script>`);
}

/** Only web addresses become links. */
export function link(url: string | undefined, text: string): Html {
  return url !== undefined && /^https?:\/\//i.test(url) ? html`<a href="${url}" rel="noopener noreferrer">${text}</a>` : html`${text}`;
}
