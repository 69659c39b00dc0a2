/** Small plots as SVG, drawn here: no script, and every one has its figures in words. */
import { addToDay } from "../../domain/days.ts";
import { html, type Html } from "../pages/html.ts";

/** The last `count` days up to `last`, each with its number. */
export function lastDays(days: ReadonlyMap<string, number>, last: string, count: number): readonly { readonly day: string; readonly count: number }[] {
  return Array.from({ length: count }, (_, i) => {
    const day = addToDay(last, { days: i - count + 1 });
    return { day, count: days.get(day) ?? 0 };
  });
}

const BAR = 7;
const HEIGHT = 28;

/** A row of bars without axes. @param says what a screen reader hears */
export function sparkline(values: readonly number[], says: string): Html {
  const most = Math.max(1, ...values);
  return html`<svg class="spark" role="img" aria-label="${says}" width="${values.length * BAR}" height="${HEIGHT}" viewBox="0 0 ${values.length * BAR} ${HEIGHT}">
${values.map((v, i) => {
    const height = v === 0 ? 1 : Math.max(3, Math.round(v / most * HEIGHT));
    return html`<rect x="${i * BAR}" y="${HEIGHT - height}" width="${BAR - 2}" height="${height}"${v === 0 && html` class="none"`}/>`;
  })}</svg>`;
}

export interface Series {
  readonly name: string;
  /** Names the colour in the style sheet: a, b, c. */
  readonly tone: "a" | "b" | "c";
  readonly values: readonly number[];
}

const WIDTH = 720;
const PLOT = 180;
const LEFT = 40;
const BOTTOM = 22;
/** Room for half a label on either side. */
const RIGHT = 48;

/** Bars by day, one series on top of the other, with an axis of counts. The figures stand in a table beside it. */
export function stackedBars(days: readonly string[], series: readonly Series[], says: string): Html {
  const sums = days.map((_, i) => series.reduce((sum, s) => sum + (s.values[i] ?? 0), 0));
  const top = niceTop(Math.max(1, ...sums));
  const step = (WIDTH - LEFT) / Math.max(1, days.length);
  const y = (v: number): number => Math.round((PLOT - v / top * PLOT) * 10) / 10;
  return html`<svg class="plot" role="img" aria-label="${says}" viewBox="0 -8 ${WIDTH} ${PLOT + BOTTOM + 8}">
${[0, top / 2, top].map((v) => html`<line x1="${LEFT}" x2="${WIDTH}" y1="${y(v)}" y2="${y(v)}"/><text x="${LEFT - 6}" y="${y(v) + 4}" text-anchor="end">${v}</text>`)}
${days.map((day, i) => {
    let below = 0;
    const bars = series.map(({ values, tone }) => {
      const v = values[i] ?? 0;
      below += v;
      return v > 0 && html`<rect class="${tone}" x="${round(LEFT + i * step + step * 0.12)}" width="${round(step * 0.76)}" y="${y(below)}" height="${round(y(below - v) - y(below))}"/>`;
    });
    const named = days.length <= 10 || i % Math.ceil(days.length / 8) === 0;
    return html`${bars}${named && html`<text x="${round(LEFT + (i + 0.5) * step)}" y="${PLOT + 16}" text-anchor="middle">${Number(day.slice(5, 7))}/${Number(day.slice(8))}</text>`}`;
  })}</svg>
<ul class="legend">${series.map((s) => html`<li><span class="${s.tone}" aria-hidden="true"></span>${s.name}</li>`)}</ul>`;
}

/** The next of 2, 4, 6, 8, 10, 20, 40 …: its half is a whole number. */
function niceTop(most: number): number {
  for (let ten = 1; ; ten *= 10) for (const n of [2, 4, 6, 8, 10]) if (n * ten >= most) return n * ten;
}

const round = (n: number): number => Math.round(n * 10) / 10;

export interface Points {
  readonly name: string;
  readonly tone: Series["tone"];
  /** One a label; null where nothing was measured. */
  readonly values: readonly number[] | readonly (number | null)[];
}

/** Shares over time, from 0 to 100 percent: points joined by lines. The figures stand in a table beside it. */
export function lines(labels: readonly string[], series: readonly Points[], says: string): Html {
  const step = (WIDTH - LEFT - RIGHT) / Math.max(1, labels.length - 1);
  const x = (i: number): number => round(LEFT + RIGHT / 2 + i * step);
  const y = (share: number): number => round(PLOT - share * PLOT);
  return html`<svg class="plot" role="img" aria-label="${says}" viewBox="0 -8 ${WIDTH} ${PLOT + BOTTOM + 8}">
${[0, 0.5, 1].map((v) => html`<line x1="${LEFT}" x2="${WIDTH}" y1="${y(v)}" y2="${y(v)}"/><text x="${LEFT - 6}" y="${y(v) + 4}" text-anchor="end">${v * 100}%</text>`)}
${labels.map((label, i) => (labels.length <= 8 || i % Math.ceil(labels.length / 8) === 0) && html`<text x="${x(i)}" y="${PLOT + 16}" text-anchor="middle">${label}</text>`)}
${series.map(({ values, tone }) => {
    const points = values.flatMap((v, i) => v === null ? [] : [[x(i), y(v)] as const]);
    return html`<polyline class="${tone}" points="${points.map((p) => p.join(",")).join(" ")}"/>${points.map(([px, py]) => html`<circle class="${tone}" cx="${px}" cy="${py}" r="4"/>`)}`;
  })}</svg>
<ul class="legend">${series.map((s) => html`<li><span class="${s.tone}" aria-hidden="true"></span>${s.name}</li>`)}</ul>`;
}

/** Bars lying down, each with its name and its words; for lists of things that are counted. */
export function lyingBars(rows: readonly { readonly name: string; readonly value: number; readonly says: string }[], whole: number): Html {
  return html`<ul class="bars">${rows.map(({ name, value, says }) => html`<li><span class="name">${name}</span><svg aria-hidden="true" viewBox="0 0 100 10" preserveAspectRatio="none"><rect class="a" width="${whole === 0 ? 0 : Math.round(value / whole * 1_000) / 10}" height="10"/></svg><span class="value">${says}</span></li>`)}</ul>`;
}
