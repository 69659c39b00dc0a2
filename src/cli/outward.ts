/** What leaves for other systems: who waits for a person, work orders, and what agents say to people on other channels. */
import { BlockList } from "node:net";
import { QUOTAS, Reacher } from "../channels/reach.ts";
import { weChatSender, weComSender, type SenderOptions } from "../channels/sender.ts";
import { MOST } from "../channels/wechat.ts";
import type { SendOrder } from "../desk/orders.ts";
import { safeError } from "../http/errors.ts";
import type { Log } from "../http/log.ts";
import type { Settings } from "../http/settings.ts";
import type { Store } from "../storage/store.ts";
import { tellHandoffs } from "../webhooks/hookedStore.ts";
import { attempt, isTaken, send, UNWANTED, type Hook } from "../webhooks/send.ts";
import { networksOf } from "../webhooks/target.ts";

/** Tells the system that is set up for it who waits for a person. */
export function startWebhooks(store: Store, settings: Settings, log: Log): void {
  if (settings.webhookUrl === null) return;
  const hook = hookTo(settings.webhookUrl, settings);
  tellHandoffs(store, (event) => {
    send(hook, event).catch((error: Error) => log.error({ conversation: event.conversation, code: (error as { code?: string }).code, reason: error.message }, "a webhook was not delivered"));
  });
}

/** Hands work orders to the system that is set up for it; null when there is none. */
export function orderSender(settings: Settings, log: Log): SendOrder | null {
  if (settings.workOrderUrl === null) return null;
  const hook = hookTo(settings.workOrderUrl, settings);
  return async (id, body) => {
    const status = await attempt(hook, id, body).catch((error: Error) => {
      log.warn({ order: id, code: (error as { code?: string }).code, reason: error.message }, "a work order was not delivered");
      throw new Error("连不上工单系统");
    });
    if (isTaken(status)) return "taken";
    log.warn({ order: id, status }, "a work order was not taken");
    if (status === UNWANTED) return "unwanted";
    throw new Error(`工单系统答 ${status}`);
  };
}

function hookTo(url: string, { webhookSecret, webhookNetworks }: Settings): Hook {
  return { url, secret: webhookSecret ?? "", networks: networksOf(webhookNetworks) ?? new BlockList() };
}

/** Carries what agents say to people on WeChat and 企业微信. */
export function reacherOf(store: Store, { wechat, wecom, wechatSecret, wecomApp }: Settings, clock: () => number, log: Log): Reacher {
  const options = (channel: string): SenderOptions => ({ clock, failed: (reason) => log.warn({ channel, reason }, "a message did not go out on a channel") });
  return new Reacher({
    people: store.channels, store, clock, most: MOST, failed: (error) => log.error({ error: safeError(error) }, "what an agent said was not carried to a channel"),
    channels: [
      ...wechat ? [{
        name: "wechat", secret: wechat.aesKey, quota: QUOTAS.wechat,
        sender: wechatSecret === null ? null : weChatSender({ appId: wechat.receiver, secret: wechatSecret }, options("wechat")),
      }] : [],
      ...wecom ? [{
        name: "wecom", secret: wecom.aesKey, quota: QUOTAS.wecom,
        sender: wecomApp === null ? null : weComSender({ corpId: wecom.receiver, ...wecomApp }, options("wecom")),
      }] : [],
    ],
  });
}
