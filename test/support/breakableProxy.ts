/** A TCP road to a server that a test can block and open again. */
import { connect, createServer, type Socket } from "node:net";
import type { AddressInfo } from "node:net";

export interface BreakableProxy {
  readonly port: number;
  /** Cuts every connection and refuses new ones. */
  block(): Promise<void>;
  open(): Promise<void>;
  /** Cuts the connections as soon as the next chunk has been passed on to the server: the answer never comes back. */
  cutAfterNextRequest(): void;
}

export async function breakableProxy(host: string, port: number): Promise<BreakableProxy> {
  const sockets = new Set<Socket>();
  let cutNext = false;
  const cut = (): void => { for (const s of sockets) s.destroy(); };
  const server = createServer((client) => {
    const upstream = connect(port, host);
    for (const s of [client, upstream]) {
      sockets.add(s);
      s.on("error", () => {});
      s.on("close", () => { sockets.delete(s); client.destroy(); upstream.destroy(); });
    }
    upstream.on("data", (chunk) => client.write(chunk));
    client.on("data", (chunk) => {
      if (!cutNext) { upstream.write(chunk); return; }
      cutNext = false;
      upstream.write(chunk, () => setTimeout(cut, 50));
      upstream.removeAllListeners("data");
    });
  });
  const listen = (at: number): Promise<void> => new Promise((resolve) => server.listen(at, "127.0.0.1", resolve));
  await listen(0);
  const { port: own } = server.address() as AddressInfo;
  return {
    port: own,
    block: async () => {
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      cut();
      await closed;
    },
    open: () => listen(own),
    cutAfterNextRequest: () => { cutNext = true; },
  };
}
