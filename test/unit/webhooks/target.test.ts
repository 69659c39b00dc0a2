import type { lookup } from "node:dns";
import { BlockList } from "node:net";
import { describe, expect, test } from "vitest";
import { guardedLookup, isAllowed, networksOf, RefusedTarget, targetOf } from "../../../src/webhooks/target.ts";

const NONE = new BlockList();

test.each([
  "https://127.0.0.1/", "https://2130706433/", "https://0x7f.1/", "https://0177.0.0.1/", "https://127.1/", "https://[::1]/", "https://[::ffff:127.0.0.1]/",
  "https://[::ffff:7f00:1]/", "https://10.1.2.3/", "https://172.20.0.1/", "https://192.168.1.1/", "https://169.254.169.254/latest/meta-data", "https://100.64.0.1/",
  "https://0.0.0.0/", "https://[fd00::1]/", "https://[fe80::1]/", "https://[64:ff9b::a00:1]/", "http://example.org/", "ftp://example.org/", "file:///etc/passwd",
  "https://user:secret@example.org/", "javascript:alert(1)", "", "example.org",
])("addresses inside are refused, however they are written: %s", (url) => expect(() => targetOf(url, NONE)).toThrow(RefusedTarget));

test("a name outside is a target, and an inside network that the operator names", () => {
  expect(targetOf("https://hook.example.org/x?y=1", NONE).hostname).toBe("hook.example.org");
  const allowed = networksOf(["10.1.0.0/16", "fd00::/8"])!;
  expect(targetOf("https://10.1.2.3/", allowed).hostname).toBe("10.1.2.3");
  expect(isAllowed("fd00::9", allowed)).toBe(true);
  expect(() => targetOf("https://10.2.0.1/", allowed)).toThrow(RefusedTarget);
});

test.each(["10.0.0.0/33", "10.0.0/8", "x", "10.0.0.0/8/1", "fd00::/129", "10.0.0.0/-1"])("%s is no network", (text) => expect(networksOf([text])).toBeNull());

describe("a name that resolves inside", () => {
  const resolving = (...addresses: string[]) => ((_host: string, _options: unknown, callback: (error: null, found: unknown) => void) =>
    callback(null, addresses.map((address) => ({ address, family: address.includes(":") ? 6 : 4 })))) as unknown as typeof lookup;
  const ask = (all: boolean, ...addresses: string[]): Promise<unknown> => new Promise((done, fail) =>
    guardedLookup(NONE, resolving(...addresses))("x.example", { all }, (error, found) => error ? fail(error) : done(found)));

  test("is refused at the connection itself, also when only one of its addresses is inside", async () => {
    await expect(ask(false, "127.0.0.1")).rejects.toBeInstanceOf(RefusedTarget);
    await expect(ask(true, "93.184.216.34", "10.0.0.1")).rejects.toBeInstanceOf(RefusedTarget);
    await expect(ask(false)).rejects.toBeInstanceOf(RefusedTarget);
  });

  test("one that resolves outside is connected to by the address that was looked at", async () => {
    expect(await ask(false, "93.184.216.34")).toBe("93.184.216.34");
    expect(await ask(true, "93.184.216.34")).toEqual([{ address: "93.184.216.34", family: 4 }]);
  });
});
