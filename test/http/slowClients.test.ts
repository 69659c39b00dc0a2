/** Clients that dribble (slowloris) or stop in the middle are cut off, and nobody else waits for them. */
import { connect, type Socket } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import { expect, onTestFinished, test } from "vitest";
import { listen } from "../../src/http/server.ts";

const PATIENCE = { headers: 150, request: 300, look: 30 };

async function server(): Promise<number> {
  const listening = await listen(0, "127.0.0.1", PATIENCE);
  listening.serve((req, res) => { req.resume().on("end", () => res.end("好")); });
  onTestFinished(() => listening.close(0));
  return listening.port;
}

/** @returns what the server said before it ended the connection */
function ended(socket: Socket): Promise<string> {
  let heard = "";
  socket.on("data", (chunk) => { heard += chunk.toString(); });
  socket.on("error", () => {});
  return new Promise((resolve) => socket.once("close", () => resolve(heard)));
}

async function dribble(socket: Socket, part: string): Promise<void> {
  while (!socket.destroyed) {
    socket.write(part);
    await sleep(20);
  }
}

test("headers that never end", async () => {
  const socket = connect(await server(), "127.0.0.1");
  const over = ended(socket);
  socket.write("GET / HTTP/1.1\r\nhost: x\r\n");
  void dribble(socket, "x-a: b\r\n");
  expect(await over).toMatch(/^HTTP\/1.1 408 |^$/);
});

test("a body that never ends", async () => {
  const socket = connect(await server(), "127.0.0.1");
  const over = ended(socket);
  socket.write("POST / HTTP/1.1\r\nhost: x\r\ncontent-length: 100000\r\n\r\n");
  void dribble(socket, "a");
  expect(await over).toMatch(/^HTTP\/1.1 408 |^$/);
});

test("a hundred of them: others are answered meanwhile", async () => {
  const port = await server();
  const sockets = Array.from({ length: 100 }, () => connect(port, "127.0.0.1"));
  const over = Promise.all(sockets.map(ended));
  for (const socket of sockets) socket.write("GET / HTTP/1.1\r\nhost: x\r\n");
  expect(await (await fetch(`http://127.0.0.1:${port}/`)).text()).toBe("好");
  await over;
});
