/** Which reverse proxies may say where a request really came from. */
import { isIP } from "node:net";

/** A count of proxies, or their addresses, as express takes it. */
export type CheckedTrustProxy = number | readonly string[];

const NAMES = new Set(["loopback", "linklocal", "uniquelocal"]);
/** More hops than any real installation has. */
const MAX_HOPS = 10;

/** @returns null when it is neither a count nor a list of addresses */
export function parseTrustProxy(text: string): CheckedTrustProxy | null {
  if (/^\d{1,2}$/.test(text)) return Number(text) <= MAX_HOPS ? Number(text) : null;
  const addresses = text.split(",").map((part) => part.trim()).filter((part) => part !== "");
  return addresses.length > 0 && addresses.every(isAddress) ? addresses : null;
}

function isAddress(text: string): boolean {
  if (NAMES.has(text)) return true;
  const [address = "", bits, ...more] = text.split("/");
  const version = isIP(address);
  if (version === 0 || more.length > 0) return false;
  return bits === undefined || (/^\d{1,3}$/.test(bits) && Number(bits) <= (version === 4 ? 32 : 128));
}
