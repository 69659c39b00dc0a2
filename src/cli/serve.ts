/**
 * `serve`: what `npm start` runs. Settings → port → store → assistant → answers, and the way back on a signal.
 */
import { readFileSync } from "node:fs";
import { networkInterfaces } from "node:os";
import { join } from "node:path";
import type { Router } from "express";
import type { ConversationStore } from "../assistant/ports.ts";
import type { Assistant } from "../assistant/takeTurn.ts";
import { REACH_LIFE, type Reacher } from "../channels/reach.ts";
import { weChat } from "../channels/wechat.ts";
import type { DeskSetup } from "../desk/setup.ts";
import { keepUp } from "../curation/upkeep.ts";
import { createApp } from "../http/app.ts";
import { safeError } from "../http/errors.ts";
import { measuredStore } from "../http/measuredStore.ts";
import { createMetrics } from "../http/metrics.ts";
import { createLog, type Log } from "../http/log.ts";
import { smsWebhook } from "../http/desk/smsWebhook.ts";
import { CALLBACK } from "../http/staff/oidcRoutes.ts";
import { startRetention } from "../http/retention.ts";
import { listen, type Listening } from "../http/server.ts";
import { readSettings, type Settings } from "../http/settings.ts";
import { argon2Hasher } from "../staff/passwords.ts";
import { OidcProvider } from "../staff/oidc.ts";
import type { StaffOffice } from "../staff/office.ts";
import { openStore } from "../storage/open.ts";
import type { Store } from "../storage/store.ts";
import { StoreProblem } from "../storage/problem.ts";
import { ROOT, buildAssistant } from "./assistant.ts";
import { openCuration } from "./curation.ts";
import { openInbox } from "./inbox.ts";
import { orderSender, reacherOf, startWebhooks } from "./outward.ts";

/** Milliseconds that turns in flight get to finish when the process is asked to stop. */
const PATIENCE = 10_000;
/** Milliseconds between two looks at what other nodes published or announced. */
const WATCH = 3_000;
/** Milliseconds between two readings of the event logs for the inbox. */
const READ_EVERY = 60_000;
/** Milliseconds between two looks at which work orders are to be tried again. */
const ORDERS_EVERY = 5_000;

/** @returns the exit code, once the server has stopped */
export async function runServe(_args: readonly string[]): Promise<number> {
  const read = readSettings(process.env);
  if (!read.ok) {
    for (const problem of read.problems) tell(problem);
    tell("没有启动，数据没有动过。全部设置见 docs/settings.md。");
    return 1;
  }
  const stop = stopSignal();
  const listening = await takePort(read.settings);
  if (!listening) return 1;
  try {
    return await serveUntil(stop, read.settings, listening);
  } catch (error) {
    if (stop.aborted) return 0;
    tell(error instanceof StoreProblem ? error.text : `没有启动，数据没有动过。${(error as Error).message}`);
    if (read.settings.logLevel === "debug") tell((error as Error).stack ?? "");
    return 1;
  } finally {
    await listening.close(PATIENCE);
  }
}

async function serveUntil(stop: AbortSignal, settings: Settings, listening: Listening): Promise<number> {
  const log = createLog(settings.logLevel);
  const store = await openStore({ dataDir: settings.dataDir, databaseUrl: settings.databaseUrl, onWaiting: tell, signal: stop });
  try {
    startWebhooks(store, settings, log);
    const metrics = createMetrics();
    const conversations = measuredStore(store, metrics);
    const shipped = buildAssistant(conversations);
    if (!shipped) return 1;
    const { assistant, curation } = await openCuration({
      store: store.curation, conversations, shipped, dataDir: settings.dataDir, alone: settings.publishAlone,
      onTrouble: (error) => log.error({ code: (error as { code?: string }).code, reason: (error as Error).message }, "curation could not take over what is in force"),
    });
    const endWatch = curation.live.watch(WATCH);
    const endUpkeep = keepUp({ ...curation, conversations: store }, (error) => log.error({ error: safeError(error) }, "curation could not measure or let go"));
    const office: StaffOffice = { store: store.staff, hasher: await argon2Hasher(), clock: assistant.clock };
    const inbox = openInbox({ store: store.inbox, conversations: store, matcher: shipped.matcher, assistant });
    const endReading = inbox.watch(READ_EVERY, (error) => log.error({ error: safeError(error) }, "the inbox could not read what is new"));
    const reacher = reacherOf(store, settings, assistant.clock, log);
    const app = createApp({
      assistant, desk: deskSetup(store, settings, reacher, log), curation, inbox, office, identity: providerOf(settings), metrics, counts: store.counts,
      channels: (hooked) => channelsOf(hooked, store, reacher, settings, log), settings, log, web: join(ROOT, "dist", "web"), version: version(),
    });
    const endRetention = startRetention({ store, clock: assistant.clock, days: settings.retentionDays, log, metrics: app.metrics }, office, store.desk, (now) => store.channels.forgetBefore(now - REACH_LIFE));
    await app.desk.catchUp();
    const endOrders = app.desk.workOrders.orders.watch(ORDERS_EVERY);
    listening.serve(app.express);
    announce(settings, listening.port);
    await aborted(stop);
    say("正在停止：等手头的几条处理完……");
    endRetention();
    endWatch();
    endUpkeep();
    endReading();
    endOrders();
    app.stop();
    await listening.close(PATIENCE);
    say("已停止，会话都存好了。");
    return 0;
  } finally {
    await closeStore(store, log);
  }
}

/** The channels that are set up. */
function channelsOf(assistant: Assistant, { channels: people }: Store, reacher: Reacher, { wechat, wecom }: Settings, log: Log): { at: string; handler: Router }[] {
  return ([["wechat", wechat], ["wecom", wecom]] as const).flatMap(([channel, credentials]) => credentials === null ? [] : [{
    at: `/channels/${channel}`,
    handler: weChat({
      credentials, context: { assistant, people, channel, reacher },
      failed: (error) => log.error({ channel, error: safeError(error) }, "a message of a channel was not answered"),
    }),
  }]);
}

/** Where staff sign in besides with a password, if that is set up. */
function providerOf({ oidcIssuer: issuer, oidcClientId: clientId, oidcClientSecret: clientSecret, oidcClaim: claim, publicUrl }: Settings): OidcProvider | null {
  if (issuer === null || clientId === null || clientSecret === null || publicUrl === null) return null;
  return new OidcProvider({ issuer, clientId, clientSecret, claim, redirectUri: `${publicUrl}${CALLBACK}` });
}

function deskSetup({ desk: store }: Store, settings: Settings, outward: Reacher, log: Log): DeskSetup {
  const { deskHours: hours, contactKey, contactDays } = settings;
  return { store, hours, contactKey, contactDays, sendSms: smsWebhook(settings), sendOrder: orderSender(settings, log), outward };
}

async function closeStore(store: ConversationStore, log: Log): Promise<void> {
  await store.close().catch((error: Error) => log.error({ code: (error as { code?: string }).code }, "the store did not close cleanly"));
}

async function takePort({ port, host }: Settings): Promise<Listening | null> {
  try {
    return await listen(port, host);
  } catch (error) {
    const code = (error as { code?: string }).code ?? "";
    tell(`${PORT_TROUBLE[code]?.(port, host) ?? `在 ${host} 的端口 ${port} 上开不了网站（${code}）`}，所以没有启动。数据没有动过。`
      + (code === "EADDRNOTAVAIL" || code === "ENOTFOUND" ? "换一个地址：HOST=0.0.0.0 npm start" : `换一个端口：PORT=${port === 3000 ? 3001 : 3000} npm start`));
    return null;
  }
}

const PORT_TROUBLE: Readonly<Record<string, (port: number, host: string) => string>> = {
  EADDRINUSE: (port) => `端口 ${port} 已经被别的程序占着`,
  EACCES: (port) => `没有权限使用端口 ${port}（1024 以下的端口要管理员才能用）`,
  EADDRNOTAVAIL: (_port, host) => `这台机器没有 ${host} 这个地址`,
  ENOTFOUND: (_port, host) => `找不到 ${host} 这个主机名`,
};

/** The pages that exist, at the addresses that reach them. */
function announce({ host, publicUrl }: Settings, port: number): void {
  const everywhere = host === "0.0.0.0" || host === "::";
  const here = `http://${everywhere ? "127.0.0.1" : host.includes(":") ? `[${host}]` : host}:${port}`;
  say("一次通已经启动。");
  say(`  市民页面：${publicUrl ?? here}/`);
  if (everywhere && !publicUrl) for (const address of lanAddresses()) say(`  同一个网里的手机：http://${address}:${port}/`);
  say(`  工作台：${publicUrl ?? here}/staff（第一个系统管理员：npm run -s yicitong -- staff first 登录名 姓名）`);
  say(`  接口说明：${publicUrl ?? here}/api/v1/openapi.json`);
  say("按 Ctrl+C 停止。");
}

function lanAddresses(): string[] {
  return Object.values(networkInterfaces()).flat()
    .flatMap((n) => n && n.family === "IPv4" && !n.internal ? [n.address] : []).slice(0, 2);
}

/** The first SIGINT or SIGTERM asks to stop; the second one ends the process. */
function stopSignal(): AbortSignal {
  const controller = new AbortController();
  for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => controller.abort());
  return controller.signal;
}

function aborted(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve();
    else signal.addEventListener("abort", () => resolve(), { once: true });
  });
}

function version(): string {
  return (JSON.parse(readFileSync(join(ROOT, "package.json"), "utf8")) as { version: string }).version;
}

function say(text: string): void {
  process.stdout.write(`${text}\n`);
}

function tell(text: string): void {
  process.stderr.write(`${text}\n`);
}
