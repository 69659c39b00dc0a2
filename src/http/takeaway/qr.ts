/** A QR code as one SVG path: small, sharp on paper, and no script or style to allow. */
import { encode } from "uqr";

export interface QrPath {
  /** Modules on each side, the quiet zone included. */
  readonly size: number;
  /** SVG path data of the dark modules, in modules. */
  readonly path: string;
}

/** Modules of white around it that readers need. */
const QUIET_ZONE = 4;

export function qrPath(text: string): QrPath {
  const { data, size } = encode(text, { ecc: "M", border: QUIET_ZONE });
  const runs = data.flatMap((row, y) => darkRuns(row).map(([from, length]) => `M${from} ${y}h${length}v1h-${length}z`));
  return { size, path: runs.join("") };
}

function darkRuns(row: readonly boolean[]): [number, number][] {
  const runs: [number, number][] = [];
  row.forEach((dark, x) => {
    const last = runs.at(-1);
    if (!dark) return;
    if (last && last[0] + last[1] === x) last[1]++;
    else runs.push([x, 1]);
  });
  return runs;
}
