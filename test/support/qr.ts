/** Reads a QR code that stands as SVG path data, with a reader of others. */
import jsQR from "jsqr";

const PIXELS_PER_MODULE = 4;

/** @returns null when the reader cannot read it */
export function readQr({ size, path }: { readonly size: number; readonly path: string }): string | null {
  const side = size * PIXELS_PER_MODULE;
  const pixels = new Uint8ClampedArray(side * side * 4).fill(255);
  for (const [, x, y, length] of path.matchAll(/M(\d+) (\d+)h(\d+)/g)) {
    const [left, top, right] = [Number(x), Number(y), Number(x) + Number(length)].map((n) => n * PIXELS_PER_MODULE) as [number, number, number];
    for (let py = top; py < top + PIXELS_PER_MODULE; py++) {
      for (let px = left; px < right; px++) pixels.fill(0, (py * side + px) * 4, (py * side + px) * 4 + 3);
    }
  }
  return jsQR.default(pixels, side, side)?.data ?? null;
}
