/** What the desk asks the server for beside the open conversation. */
import { call } from "./api.ts";
import { at, type DeskPage } from "./desk.ts";
import type { Delivery, Found, Team, Wording } from "./types.ts";

export interface Filter {
  readonly audience: string;
  readonly region: string;
  readonly isLocalOnly: boolean;
}

export function findGuides(query: string, { audience, region, isLocalOnly }: Filter): Promise<readonly Found[]> {
  const search = new URLSearchParams({ q: query, ...audience && { audience }, ...region && { region }, ...isLocalOnly && { local: "1" } });
  return call<{ found: Found[] }>("GET", `/api/v1/desk/guides?${search.toString()}`).then((r) => r.found, () => []);
}

/** Null when it could not be had; why is told. */
export async function readTeam(desk: DeskPage): Promise<Team | null> {
  let team: Team | null = null;
  await desk.attempt(async () => { team = await call<Team>("GET", "/api/v1/desk/team"); });
  return team;
}

export async function saveWording(desk: DeskPage, wording: Omit<Wording, "id"> & { readonly id?: string }): Promise<boolean> {
  return await desk.attempt(async () => { await call("POST", "/api/v1/desk/wording", wording); }) && (await desk.refresh(), true);
}

export async function dropWording(desk: DeskPage, id: string): Promise<void> {
  if (await desk.attempt(async () => { await call("DELETE", `/api/v1/desk/wording/${encodeURIComponent(id)}`); })) await desk.refresh();
}

/** The number to call back; null when there is none. */
export async function readContact(desk: DeskPage, id: string): Promise<string | null> {
  let phone: string | null = null;
  await desk.attempt(async () => { ({ phone } = await call<{ phone: string | null }>("GET", `${at(id)}/contact`)); });
  return phone;
}

export function readSms(id: string): Promise<readonly string[]> {
  return call<{ messages: string[] }>("GET", `${at(id)}/sms`).then((r) => r.messages, () => []);
}

export function sendSms(desk: DeskPage, id: string, phone: string): Promise<boolean> {
  return desk.attempt(async () => {
    await call("POST", `${at(id)}/sms`, { phone, consent: true });
    desk.tell("短信发出去了，号码没有留下。");
  });
}

export function readDelivery(id: string): Promise<Delivery | null> {
  return call<Delivery>("GET", `${at(id)}/work-order/delivery`).catch(() => null);
}

/** Hands the work order to the other system; null when that could not be, and why is told. */
export async function handOver(desk: DeskPage, id: string): Promise<Delivery | null> {
  let delivery: Delivery | null = null;
  await desk.attempt(async () => { delivery = await call<Delivery>("POST", `${at(id)}/work-order`, {}); });
  return delivery;
}
