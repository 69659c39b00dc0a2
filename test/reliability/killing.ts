/** Kills the server with SIGKILL again and again while people talk to it, and holds what it remembers against what it had answered. */
import { setTimeout as sleep } from "node:timers/promises";
import { expect } from "vitest";
import { serve, type Served } from "../support/serve.ts";
import { expectNothingLost } from "./nothingLost.ts";
import { Person } from "./person.ts";
import { seeded } from "./random.ts";

export interface Killing {
  readonly seed: number;
  readonly kills: number;
  /** Where the data is. */
  readonly env: Readonly<Record<string, string>>;
}

const PEOPLE = ["甲", "乙", "丙", "丁"];
/** The server lives this long between two kills, in milliseconds. */
const LIFE = { least: 20, most: 600 };

export async function killAgainAndAgain({ seed, kills, env }: Killing): Promise<string> {
  const random = seeded(seed);
  let base: string | null = null;
  let served = serve(env);
  const people = PEOPLE.map((name) => new Person(name, () => base));
  const talks = Promise.all(people.map((person) => person.talk()));
  talks.catch(() => {}); // told where it is awaited
  try {
    for (let kill = 0; kill < kills; kill++) {
      base = await served.base;
      await sleep(LIFE.least + random() * (LIFE.most - LIFE.least));
      base = null;
      served = await killAndRestart(served, env);
    }
    base = await served.base;
    for (const person of people) person.stop();
    await talks;
    for (const person of people) await person.oneMore();
    for (const person of people) expectNothingLost(person.acknowledged, await person.read());
    served.process.kill("SIGTERM");
    expect(await served.exit).toMatchObject({ code: 0 });
    expect(served.err()).not.toMatch(/unexpected error|cannot be read/);
  } finally {
    served.process.kill("SIGKILL");
  }
  const turns = people.reduce((sum, p) => sum + p.acknowledged.length, 0);
  return `${kills} kills, seed ${seed}: ${turns} turns acknowledged, ${people.reduce((sum, p) => sum + p.retries, 0)} attempts repeated, 0 lost, 0 doubled`;
}

async function killAndRestart(served: Served, env: Killing["env"]): Promise<Served> {
  served.process.kill("SIGKILL");
  await served.exit;
  return serve(env);
}
