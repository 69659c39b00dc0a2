/** The real server as a process of its own: started, killed, started again. */
import { spawn, type ChildProcess } from "node:child_process";
import { existsSync } from "node:fs";
import { createServer, type AddressInfo } from "node:net";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { prepare } from "../../scripts/prepare.mjs";
import { ROOT } from "./root.ts";

// `npm test` has made everything; a single test file run by hand makes what it needs.
await prepare({ web: false, model: !existsSync(join(ROOT, "dist", "model", "matcher.bin")) });

export interface Served {
  readonly process: ChildProcess;
  /** Everything written so far. */
  readonly out: () => string;
  readonly err: () => string;
  /** `http://127.0.0.1:PORT`, once it announces itself. @throws when it ends before */
  readonly base: Promise<string>;
  readonly exit: Promise<{ code: number | null; signal: NodeJS.Signals | null }>;
}

/** Starts `serve` on a free port unless `env` names one. */
export function serve(env: Readonly<Record<string, string>>): Served {
  const { TEST_DATABASE_URL: _a, DATABASE_URL: _b, ...inherited } = process.env;
  const child = spawn(process.execPath, [join(ROOT, "dist", "cli.mjs"), "serve"], {
    cwd: ROOT, env: { ...inherited, PORT: "0", HOST: "127.0.0.1", LOG_LEVEL: "warn", RATE_LIMIT_PER_MINUTE: "0", TURNS_PER_MINUTE: "0", ...env }, stdio: ["ignore", "pipe", "pipe"],
  });
  // A test that runs out of time must not leave its server behind.
  const end = (): void => { child.kill("SIGKILL"); };
  process.once("exit", end);
  child.once("close", () => process.off("exit", end));
  let [out, err] = ["", ""];
  child.stdout.on("data", (chunk: Buffer) => { out += chunk.toString(); });
  child.stderr.on("data", (chunk: Buffer) => { err += chunk.toString(); });
  const exit = new Promise<{ code: number | null; signal: NodeJS.Signals | null }>((resolve) => {
    child.once("close", (code, signal) => resolve({ code, signal }));
  });
  const base = (async () => {
    for (;;) {
      const port = /市民页面：http:\/\/[^:]+:(\d+)\//.exec(out)?.[1];
      if (port !== undefined) return `http://127.0.0.1:${port}`;
      if (child.exitCode !== null || child.signalCode !== null) throw new Error(`the server ended: ${err}`);
      await sleep(10);
    }
  })();
  base.catch(() => {});
  return { process: child, out: () => out, err: () => err, base, exit };
}

export async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}
