/** An agent's words before they become an event: personal numbers are masked, an office's landline is not one. */
import { mask } from "../text/mask.ts";

const LANDLINE = /(?<!\d)(0\d{2,3}[- ]?[2-9]\d{6,7})(?!\d)/;

export function agentWords(raw: string): string {
  return raw.split(LANDLINE).map((part, i) => i % 2 === 1 ? part : mask(part).text).join("");
}
