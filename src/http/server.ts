/**
 * The listening side: the port is taken first (so that a taken one is told at once), requests are answered with
 * "starting" until the app is there, and stopping lets turns in flight finish.
 */
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { Problem, problemDocument } from "./problems.ts";

type Handler = (req: IncomingMessage, res: ServerResponse) => void;

/** Milliseconds a client may take to send its headers and a whole request, and between two looks at who is too slow. */
const PATIENCE = { headers: 15_000, request: 30_000, look: 5_000 };
/** Longer than the keep-alive of usual proxies, so that they and not we close idle connections. */
const KEEP_ALIVE = 65_000;

export interface Listening {
  readonly port: number;
  /** Hands requests to the app from now on. */
  serve(handler: Handler): void;
  /**
   * Stops taking connections and waits for what is in flight.
   * @param patience milliseconds after which what is still open is cut
   */
  close(patience: number): Promise<void>;
}

/** @throws the system's error (`EADDRINUSE`, `EACCES`, `EADDRNOTAVAIL`, `ENOTFOUND`) */
export async function listen(port: number, host: string, patience = PATIENCE): Promise<Listening> {
  let handler: Handler = starting;
  const server = createServer({ connectionsCheckingInterval: patience.look }, (req, res) => handler(req, res));
  server.headersTimeout = patience.headers;
  server.requestTimeout = patience.request;
  server.keepAliveTimeout = KEEP_ALIVE;
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, host, () => { server.off("error", reject); resolve(); });
  });
  return {
    port: (server.address() as AddressInfo).port,
    serve: (ready) => { handler = ready; },
    close: (patience) => close(server, patience),
  };
}

/** Alive but not ready: what a load balancer and a person hear while the store is waited for. */
function starting(req: IncomingMessage, res: ServerResponse): void {
  res.setHeader("Cache-Control", "no-store");
  if (req.url === "/healthz") {
    res.setHeader("Content-Type", "application/json").end('{"status":"ok"}');
    return;
  }
  const problem = new Problem("starting", "一次通正在启动，请过几秒再试。之前的会话都在。");
  res.statusCode = 503;
  res.setHeader("Retry-After", "2");
  res.setHeader("Content-Type", "application/problem+json; charset=utf-8");
  res.end(JSON.stringify(problemDocument(problem, "starting")));
}

async function close(server: Server, patience: number): Promise<void> {
  const closed = new Promise<void>((resolve) => server.close(() => resolve()));
  const timer = setTimeout(() => server.closeAllConnections(), patience);
  // Connections that are kept alive end with their next answer; those that are idle now end at once.
  const idle = setInterval(() => server.closeIdleConnections(), 50);
  await closed;
  clearTimeout(timer);
  clearInterval(idle);
}
