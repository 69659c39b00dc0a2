/** Several nodes on one database: what happens on one is heard on the others, also after a lost connection. */
import { setTimeout as sleep } from "node:timers/promises";
import { beforeEach, describe, expect, onTestFinished, test } from "vitest";
import { GONE } from "../../src/assistant/ports.ts";
import { openPostgres, type PostgresStore } from "../../src/storage/postgres.ts";
import { breakableProxy } from "../support/breakableProxy.ts";
import { freshSchema, postgresMissing, TEST_DATABASE_URL } from "../support/postgres.ts";
import { conversation, events, said } from "./contract.ts";

const missing = await postgresMissing("几个节点之间的通知（test/storage/postgresBus.test.ts）");

describe.skipIf(missing)("the bus between nodes", () => {
  let schema = "";
  beforeEach(async () => {
    const own = await freshSchema();
    schema = own.schema;
    onTestFinished(own.drop);
  });

  const node = async (over: Partial<Parameters<typeof openPostgres>[0]> = {}): Promise<PostgresStore> => {
    const store = await openPostgres({ url: TEST_DATABASE_URL, schema, ...over });
    onTestFinished(() => store.close());
    return store;
  };
  const listen = (store: PostgresStore, id: string): number[] => {
    const heard: number[] = [];
    store.bus.subscribe(id, ({ seq }) => { heard.push(seq); });
    return heard;
  };
  const turn = (store: PostgresStore, id: string, after: number) => store.append(id, after, events(after, after, [said("一")]), null);
  const until = async (condition: () => boolean): Promise<void> => { while (!condition()) await sleep(5); };

  test("a turn stored on one node is heard on the others, and once on its own", async () => {
    const [a, b, c] = [await node(), await node(), await node()];
    const talk = conversation();
    await a.create(talk);
    const [own, ...others] = [a, b, c].map((store) => listen(store, talk.id));
    await turn(a, talk.id, 2);
    for (const heard of others) await until(() => heard.length > 0);
    await sleep(50);
    expect([own, ...others]).toEqual([[3], [3], [3]]);
  });

  test("a deletion is heard on the others", async () => {
    const [a, b] = [await node(), await node()];
    const talk = conversation();
    await a.create(talk);
    const heard = listen(b, talk.id);
    await a.delete(talk.id);
    await until(() => heard.length > 0);
    expect(heard).toEqual([GONE]);
  });

  test("hundreds of turns at once arrive, each conversation as far as it has grown", async () => {
    const [a, b] = [await node(), await node()];
    const talks = Array.from({ length: 150 }, () => conversation({ id: `many-${Math.random().toString(36).slice(2)}-${"长".repeat(20)}` }));
    await Promise.all(talks.map((talk) => a.create(talk)));
    const heard = talks.map((talk) => listen(b, talk.id));
    await Promise.all(talks.map(async (talk) => { for (const after of [2, 3, 4]) await turn(a, talk.id, after); }));
    await until(() => heard.every((seqs) => seqs.at(-1) === 5));
  });

  test("another installation in the same database hears nothing", async () => {
    const own = await freshSchema();
    onTestFinished(own.drop);
    const [a, stranger] = [await node(), await node({ schema: own.schema })];
    const talk = conversation();
    await a.create(talk);
    await stranger.create(talk);
    const heard = listen(stranger, talk.id);
    await turn(a, talk.id, 2);
    await sleep(100);
    expect(heard).toEqual([]);
  });

  test("what happened while the connection was cut is told once it is back, deletions and other topics too", async () => {
    const { hostname, port } = new URL(TEST_DATABASE_URL);
    const proxy = await breakableProxy(hostname, Number(port || 5432));
    onTestFinished(() => proxy.block().catch(() => {}));
    const [a, b] = [await node(), await node({ url: Object.assign(new URL(TEST_DATABASE_URL), { hostname: "127.0.0.1", port: String(proxy.port) }).href })];
    const [grown, gone] = [conversation(), conversation()];
    for (const talk of [grown, gone]) await a.create(talk);
    const heard = { grown: listen(b, grown.id), gone: listen(b, gone.id), topic: listen(b, "@queue") };
    await proxy.block();
    await turn(a, grown.id, 2);
    await turn(a, grown.id, 3);
    await a.delete(gone.id);
    await sleep(100);
    expect(heard).toEqual({ grown: [], gone: [], topic: [] });
    await proxy.open();
    await until(() => heard.grown.length > 0 && heard.gone.length > 0 && heard.topic.length > 0);
    expect(heard.grown.at(-1)).toBe(4);
    expect(heard.gone.at(-1)).toBe(GONE);
    // And it goes on hearing.
    await turn(a, grown.id, 4);
    await until(() => heard.grown.at(-1) === 5);
  });

  test("a listening connection that the database ends is replaced", async () => {
    const named = new URL(TEST_DATABASE_URL);
    named.searchParams.set("application_name", schema);
    const [a, b] = [await node(), await node({ url: named.href })];
    const talk = conversation();
    await a.create(talk);
    await a.pool.query("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = $1", [schema]);
    const heard = listen(b, talk.id);
    await turn(a, talk.id, 2);
    await until(() => heard.at(-1) === 3);
  });

  test("a turn whose node died before it could tell is found all the same", async () => {
    const b = await node({ recheck: 50 });
    const talk = conversation();
    await b.create(talk);
    const heard = listen(b, talk.id);
    await b.pool.query("INSERT INTO events (conversation, seq, turn, at, body) VALUES ($1, 3, 2, 1, $2)", [talk.id, JSON.stringify(said("一"))]);
    await until(() => heard.at(-1) === 3);
  });

  test("a node that is stopped ends its connections", async () => {
    const a = await node();
    const talk = conversation();
    await a.create(talk);
    await turn(a, talk.id, 2);
    await a.close();
    expect(a.pool.totalCount).toBe(0);
  });

  test("counts of all nodes are one count, and the last minute's are forgotten", async () => {
    const [a, b] = [await node(), await node()];
    expect(await a.counts.add(7, new Map([["x", 2], ["y", 1]]))).toEqual(new Map([["x", 2], ["y", 1]]));
    expect(await b.counts.add(7, new Map([["x", 3]]))).toEqual(new Map([["x", 5]]));
    expect(await a.counts.add(8, new Map([["x", 1]]))).toEqual(new Map([["x", 1]]));
    expect((await a.pool.query("SELECT during::int, key, hits FROM rate_counts")).rows).toEqual([{ during: 8, key: "x", hits: 1 }]);
  });

  test("nodes that count the same keys at once do not block each other", async () => {
    const [a, b] = [await node(), await node()];
    const keys = Array.from({ length: 50 }, (_, i) => `k${i}`);
    await Promise.all([a, b].flatMap((store) => Array.from({ length: 10 }, (_, i) =>
      store.counts.add(9, new Map((i % 2 ? keys : [...keys].reverse()).map((key) => [key, 1]))))));
    expect([...(await a.counts.add(9, new Map(keys.map((key) => [key, 0])))).values()]).toEqual(keys.map(() => 20));
  });
});
