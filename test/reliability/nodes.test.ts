/**
 * Two real servers on one PostgreSQL, without sticky sessions: order within a conversation, a node killed in the middle
 * of it, news for the other node's readers, and a database that cuts everybody off again and again.
 */
import { randomUUID } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import pg from "pg";
import { beforeEach, describe, expect, onTestFinished, test } from "vitest";
import { freshSchema, postgresMissing, TEST_DATABASE_URL } from "../support/postgres.ts";
import { serve, type Served } from "../support/serve.ts";
import { Person, type Entry } from "./person.ts";
import { expectNothingLost } from "./nothingLost.ts";
import { seeded } from "./random.ts";

const missing = await postgresMissing("两个节点同用一个 PostgreSQL（test/reliability/nodes.test.ts）");
const seed = Number(process.env["RELIABILITY_SEED"] ?? 20_261_124);
/** How often the database cuts everybody off. */
const cuts = Math.min(30, Number(process.env["RELIABILITY_KILLS"] ?? 10));
const TIMEOUT = 120_000;

interface Talk {
  readonly id: string;
  readonly auth: Record<string, string>;
}

async function start(base: string): Promise<Talk> {
  const response = await fetch(`${base}/api/v1/conversations`, { method: "POST" });
  const { id, token } = await response.json() as { id: string; token: string };
  return { id, auth: { authorization: `Bearer ${token}`, "content-type": "application/json" } };
}

async function turn(base: string, { id, auth }: Talk, text: string, key = randomUUID()): Promise<{ status: number; seq: number }> {
  const response = await fetch(`${base}/api/v1/conversations/${id}/turns`, { method: "POST", headers: { ...auth, "idempotency-key": key }, body: JSON.stringify({ text }) });
  const { seq } = await response.json() as { seq: number };
  return { status: response.status, seq };
}

async function read(base: string, { id, auth }: Talk): Promise<{ seq: number; events: Entry[] }> {
  return await (await fetch(`${base}/api/v1/conversations/${id}`, { headers: auth })).json() as { seq: number; events: Entry[] };
}

describe.skipIf(missing)(`two nodes on one database, seed ${seed}`, () => {
  let nodes: readonly Served[] = [];
  let bases: readonly string[] = [];
  let schema = "";
  let url = "";
  beforeEach(async () => {
    const own = await freshSchema();
    schema = own.schema;
    // Their connections bear the schema's name: nobody else's are cut.
    url = `${own.url}&application_name=${schema}`;
    nodes = [serve({ DATABASE_URL: url }), serve({ DATABASE_URL: url })];
    onTestFinished(async () => {
      for (const node of nodes) node.process.kill("SIGKILL");
      await Promise.all(nodes.map((node) => node.exit));
      await own.drop();
    });
    bases = await Promise.all(nodes.map((node) => node.base));
  }, TIMEOUT);

  test("turns of one conversation that reach both at once are all kept, one after the other", async () => {
    const [a, b] = bases as [string, string];
    const talk = await start(a);
    const answered: { text: string; seq: number }[] = [];
    for (let round = 0; round < 15; round++) {
      const texts = [`办护照，甲${round}`, `办护照，乙${round}`];
      const results = await Promise.all(texts.map((text, i) => turn([a, b][i]!, talk, text)));
      for (const [i, { status, seq }] of results.entries()) {
        expect(status).toBe(200);
        answered.push({ text: texts[i]!, seq });
      }
    }
    const whole = await read(b, talk);
    expect(await read(a, talk)).toEqual(whole);
    expectNothingLost([...answered].sort((x, y) => x.seq - y.seq), whole.events);
  }, TIMEOUT);

  test("the same request at both nodes counts once", async () => {
    const [a, b] = bases as [string, string];
    const talk = await start(a);
    for (let round = 0; round < 10; round++) {
      const key = randomUUID();
      const [first, second] = await Promise.all([turn(a, talk, `第${round}次`, key), turn(b, talk, `第${round}次`, key)]);
      expect(first).toEqual(second);
    }
    expect((await read(a, talk)).events.filter((e) => e.from === "citizen")).toHaveLength(10);
  }, TIMEOUT);

  test("a page that follows on one node hears what is said on the other", async () => {
    const [a, b] = bases as [string, string];
    const talk = await start(a);
    const abort = new AbortController();
    onTestFinished(() => abort.abort());
    const stream = await fetch(`${b}/api/v1/conversations/${talk.id}/stream`, { headers: talk.auth, signal: abort.signal });
    const reader = stream.body!.pipeThrough(new TextDecoderStream()).getReader();
    let heard = "";
    const { seq } = await turn(a, talk, "办护照，在另一台上说的");
    while (!heard.includes(`id: ${seq}\n`)) heard += (await reader.read()).value ?? "";
    expect(heard).toContain("办护照，在另一台上说的");
  }, TIMEOUT);

  test("a node killed in the middle of a conversation: the next turn goes on at the other one", async () => {
    const [a, b] = bases as [string, string];
    const talk = await start(a);
    const before = await turn(a, talk, "给三岁的孩子办护照");
    const key = randomUUID();
    const underWay = turn(a, talk, "是妈妈陪着去", key).catch(() => null);
    nodes[0]!.process.kill("SIGKILL");
    const told = await underWay;
    // Whoever was not answered sends it again, now to the node that is left.
    const again = await turn(b, talk, "是妈妈陪着去", key);
    expect(again.status).toBe(200);
    if (told) expect(again.seq).toBe(told.seq);
    const { events } = await read(b, talk);
    expect(events.filter((e) => e.from === "citizen").map((e) => e.text)).toEqual(["给三岁的孩子办护照", "是妈妈陪着去"]);
    expect(again.seq).toBeGreaterThan(before.seq);
  }, TIMEOUT);

  test(`the database ends every connection ${cuts} times under load: nothing acknowledged is lost or doubled`, async () => {
    const random = seeded(seed);
    const people = ["甲", "乙", "丙", "丁"].map((name, i) => new Person(name, () => bases[i % 2]!));
    const talks = Promise.all(people.map((person) => person.talk()));
    talks.catch(() => {}); // told where it is awaited
    const operator = new pg.Client({ connectionString: TEST_DATABASE_URL });
    await operator.connect();
    onTestFinished(() => operator.end());
    for (let cut = 0; cut < cuts; cut++) {
      await sleep(50 + random() * 300);
      await operator.query("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = $1", [schema]);
    }
    await sleep(200);
    for (const person of people) person.stop();
    await talks;
    for (const person of people) await person.oneMore();
    for (const person of people) expectNothingLost(person.acknowledged, await person.read());
    const turns = people.reduce((sum, p) => sum + p.acknowledged.length, 0);
    console.log(`PostgreSQL cut ${cuts} times, seed ${seed}: ${turns} turns acknowledged, ${people.reduce((sum, p) => sum + p.retries, 0)} attempts repeated, 0 lost, 0 doubled`);
    expect(turns).toBeGreaterThan(cuts);
  }, TIMEOUT);
});
