import { BlockList } from "node:net";
import { expect, test } from "vitest";
import { MemoryStore } from "../../../src/storage/memory.ts";
import { tellHandoffs } from "../../../src/webhooks/hookedStore.ts";
import { isOurs, send, type Hook, type HookEvent, type Post } from "../../../src/webhooks/send.ts";
import { RefusedTarget } from "../../../src/webhooks/target.ts";
import { conversation, events } from "../../storage/contract.ts";

const HOOK: Hook = { url: "https://hook.example.org/in", secret: "between us", networks: new BlockList() };
const EVENT: HookEvent = { type: "handoff", conversation: "c1", at: 5, reason: "citizen asked", summary: "办护照，缺照片" };
const NOW = 1_764_000_000_000;

interface Got { readonly body: string; readonly headers: Readonly<Record<string, string>> }
/** A receiver that answers with these statuses in turn; 0 is a broken connection. */
function receiver(...statuses: number[]): { got: Got[]; post: Post } {
  const got: Got[] = [];
  return {
    got,
    post: async (_url, body, headers) => {
      got.push({ body, headers });
      const status = statuses[got.length - 1] ?? 200;
      if (status === 0) throw new Error("broken");
      return status;
    },
  };
}
const quick = { now: () => NOW, pauses: [0, 0, 0] };

test("the receiver can tell a forged, an old and a changed one", async () => {
  const { got, post } = receiver();
  await send(HOOK, EVENT, { ...quick, post });
  const { body, headers } = got[0]!;
  expect(JSON.parse(body)).toEqual(EVENT);
  expect(isOurs("between us", headers, body, NOW)).toBe(true);
  expect(isOurs("a guess", headers, body, NOW)).toBe(false);
  expect(isOurs("between us", headers, body.replace("c1", "c2"), NOW)).toBe(false);
  expect(isOurs("between us", { ...headers, "Webhook-Id": "another" }, body, NOW)).toBe(false);
  expect(isOurs("between us", headers, body, NOW + 6 * 60_000)).toBe(false);
  expect(isOurs("between us", {}, body, NOW)).toBe(false);
});

test("is tried again until it is taken, under the same id", async () => {
  const { got, post } = receiver(500, 0, 302, 204);
  expect(await send(HOOK, EVENT, { ...quick, post })).toBe(4);
  expect(new Set(got.map((g) => g.headers["Webhook-Id"])).size).toBe(1);
});

test("is given up after the last attempt, and at once when it is not wanted", async () => {
  const failing = receiver(500, 500, 500, 500, 200);
  await expect(send(HOOK, EVENT, { ...quick, post: failing.post })).rejects.toThrow("status 500");
  expect(failing.got).toHaveLength(4);
  const gone = receiver(410, 200);
  await expect(send(HOOK, EVENT, { ...quick, post: gone.post })).rejects.toThrow("status 410");
  expect(gone.got).toHaveLength(1);
});

test("goes nowhere inside, not even once", async () => {
  const { got, post } = receiver();
  await expect(send({ ...HOOK, url: "https://169.254.169.254/" }, EVENT, { ...quick, post })).rejects.toBeInstanceOf(RefusedTarget);
  expect(got).toEqual([]);
});

test("whoever asks for a person is told once the turn is stored, and nothing else is", async () => {
  const store = new MemoryStore();
  const told: HookEvent[] = [];
  tellHandoffs(store, (event) => { told.push(event); });
  const c = conversation();
  await store.create(c);
  await store.append(c.id, 2, events(2, 2, [{ type: "HandedOff", reason: "citizen asked", summary: "办护照" }], NOW), null);
  await store.append(c.id, 2, events(2, 2, [{ type: "HandedOff", reason: "citizen asked", summary: "办护照" }], NOW), null);
  await store.append(c.id, 3, events(3, 3, [{ type: "Missed" }], NOW), null);
  expect(told).toEqual([{ type: "handoff", conversation: c.id, at: NOW, reason: "citizen asked", summary: "办护照" }]);
});
