/**
 * Where webhooks may go: over TLS to addresses outside, or to networks the operator names. The address that is looked
 * at is the one connected to, so a name that resolves differently a moment later gains nothing.
 */
import { lookup as resolve, type LookupAddress } from "node:dns";
import { BlockList, isIP, type LookupFunction } from "node:net";

/** Why a webhook does not go there; the words follow the address. */
export class RefusedTarget extends Error {}

const INSIDE = new BlockList();
for (const [net, bits] of [
  ["0.0.0.0", 8], ["10.0.0.0", 8], ["100.64.0.0", 10], ["127.0.0.0", 8], ["169.254.0.0", 16], ["172.16.0.0", 12], ["192.0.0.0", 24],
  ["192.0.2.0", 24], ["192.168.0.0", 16], ["198.18.0.0", 15], ["198.51.100.0", 24], ["203.0.113.0", 24], ["224.0.0.0", 3],
] as const) INSIDE.addSubnet(net, bits, "ipv4");
for (const [net, bits] of [["::", 96], ["64:ff9b::", 96], ["100::", 64], ["2001:db8::", 32], ["2002::", 16], ["fc00::", 7], ["fe80::", 10], ["ff00::", 8]] as const) INSIDE.addSubnet(net, bits, "ipv6");

/** `10.0.0.0/8`, `10.1.2.3`: networks inside that webhooks may reach. @returns null when one is not a network */
export function networksOf(texts: readonly string[]): BlockList | null {
  const list = new BlockList();
  for (const text of texts) {
    const [address = "", bits, ...more] = text.split("/");
    const version = isIP(address);
    const most = version === 4 ? 32 : 128;
    if (version === 0 || more.length > 0 || bits !== undefined && !(/^\d{1,3}$/.test(bits) && Number(bits) <= most)) return null;
    list.addSubnet(address, bits === undefined ? most : Number(bits), version === 4 ? "ipv4" : "ipv6");
  }
  return list;
}

export function isAllowed(address: string, allowed: BlockList): boolean {
  const version = isIP(address);
  if (version === 0) return false;
  const type = version === 4 ? "ipv4" : "ipv6";
  return allowed.check(address, type) || !INSIDE.check(address, type);
}

/** @throws RefusedTarget for what is no address of a webhook, and for an inside address written as such */
export function targetOf(text: string, allowed: BlockList): URL {
  if (!URL.canParse(text)) throw new RefusedTarget("不是完整的网址");
  const url = new URL(text);
  if (url.protocol !== "https:") throw new RefusedTarget("要以 https:// 开头");
  if (url.username !== "" || url.password !== "") throw new RefusedTarget("不能带用户名和密码");
  const literal = url.hostname.replace(/^\[|\]$/g, "");
  if (isIP(literal) !== 0 && !isAllowed(literal, allowed)) throw new RefusedTarget("指向内部网络，没有在 WEBHOOK_NETWORKS 里放行");
  return url;
}

/** A name's addresses, all of which must be allowed: for `lookup` of the connection itself. */
export function guardedLookup(allowed: BlockList, resolveAll: typeof resolve = resolve): LookupFunction {
  return (hostname, options, callback) => {
    resolveAll(hostname, { ...options, all: true }, (error, addresses) => {
      const found = addresses as LookupAddress[] | undefined;
      if (error || !found) return callback(error ?? new RefusedTarget("没有地址"), "", 0);
      const [first] = found;
      if (!first || found.some(({ address }) => !isAllowed(address, allowed))) return callback(new RefusedTarget("解析到内部网络"), "", 0);
      if (options.all) callback(null, found);
      else callback(null, first.address, first.family);
    });
  };
}
