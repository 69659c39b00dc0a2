/** The report as a picture: risk against coverage, and how sure against how often right. SVG without scripts or fonts of its own. */
import type { Report } from "../matching/evaluate.ts";

const SIDE = 260;
const GAP = 70;
const LEFT = 56;
const TOP = 34;
const BOTTOM = 46;

interface Point {
  readonly x: number;
  readonly y: number;
}

export function plot({ riskCoverage, calibration, calibrationError, questions }: Report): string {
  const highest = Math.max(0.02, ...riskCoverage.map((p) => p.risk)) * 1.15;
  const width = LEFT + SIDE + GAP + SIDE + 20;
  const height = TOP + SIDE + BOTTOM;
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" role="img" aria-label="风险-覆盖曲线和校准图，${questions} 个问题" font-family="sans-serif" font-size="12" fill="#333">`,
    `<rect width="${width}" height="${height}" fill="#fff"/>`,
    panel(LEFT, "只答最有把握的这么多（横），答错多少（纵）", highest, riskCoverage.map((p) => ({ x: p.coverage, y: p.risk / highest })), false),
    panel(LEFT + SIDE + GAP, `说有几分把握（横），对了几成（纵）；校准误差 ${percent(calibrationError)}`, 1, calibration.map((b) => ({ x: b.sure, y: b.right })), true),
    "</svg>", "",
  ].join("\n");
}

function panel(left: number, title: string, highest: number, points: readonly Point[], diagonal: boolean): string {
  const at = ({ x, y }: Point) => `${round(left + x * SIDE)},${round(TOP + (1 - y) * SIDE)}`;
  const steps = [0, 0.25, 0.5, 0.75, 1];
  return [
    `<text x="${left}" y="18" font-weight="bold" font-size="11">${title}</text>`,
    ...steps.map((s) => `<path d="M${at({ x: 0, y: s })} L${at({ x: 1, y: s })}" stroke="#ddd"/><text x="${left - 6}" y="${round(TOP + (1 - s) * SIDE + 4)}" text-anchor="end">${percent(s * highest)}</text>`),
    ...steps.map((s) => `<text x="${round(left + s * SIDE)}" y="${TOP + SIDE + 18}" text-anchor="middle">${percent(s)}</text>`),
    diagonal ? `<path d="M${at({ x: 0, y: 0 })} L${at({ x: 1, y: 1 })}" stroke="#999" stroke-dasharray="4 4"/>` : "",
    `<polyline points="${points.map(at).join(" ")}" fill="none" stroke="#1f5fa8" stroke-width="2"/>`,
    ...points.map((p) => { const [x, y] = at(p).split(","); return `<circle cx="${x}" cy="${y}" r="3" fill="#1f5fa8"/>`; }),
  ].join("\n");
}

function round(n: number): number {
  return Math.round(n * 10) / 10;
}

function percent(share: number): string {
  return `${Math.round(share * 1000) / 10}%`;
}
