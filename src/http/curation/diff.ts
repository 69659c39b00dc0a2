/** Two texts line by line: what went, what came, and a little of what stands around it. */
import { matches } from "../../knowledge/sequences.ts";
import { html, type Html } from "../pages/html.ts";

export interface DiffLine {
  readonly kind: "same" | "gone" | "come" | "gap";
  readonly text: string;
}

/** Lines shown around a change. */
const AROUND = 3;
/** More is not read by anybody. */
const MOST_LINES = 2_000;

export function diffLines(before: string, after: string): DiffLine[] {
  const [a, b] = [before.split("\n"), after.split("\n")];
  const all: DiffLine[] = [];
  let [i, j] = [0, 0];
  for (const [x, y] of [...matches(a, b), [a.length, b.length] as const]) {
    for (; i < x; i++) all.push({ kind: "gone", text: a[i]! });
    for (; j < y; j++) all.push({ kind: "come", text: b[j]! });
    if (x < a.length) all.push({ kind: "same", text: a[x]! });
    [i, j] = [x + 1, y + 1];
  }
  const near = all.map((_, k) => all.slice(Math.max(0, k - AROUND), k + AROUND + 1).some((l) => l.kind !== "same"));
  return all.flatMap((line, k): DiffLine[] => near[k] ? [line] : near[k - 1] ? [{ kind: "gap", text: "" }] : []).slice(0, MOST_LINES);
}

const SIGNS = { same: " ", gone: "−", come: "+", gap: "…" } as const;

export function diffHtml(lines: readonly DiffLine[]): Html {
  if (lines.every((l) => l.kind === "same" || l.kind === "gap")) return html`<p class="empty">和原来一样。</p>`;
  return html`<pre class="source diff">${lines.map((l) => html`<span class="${l.kind}"><span class="sign">${SIGNS[l.kind]}</span> ${l.text}
</span>`)}</pre>`;
}
