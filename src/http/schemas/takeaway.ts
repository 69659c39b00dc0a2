/** What callers send and get for what a person takes along. */
import { z } from "zod";
import { HALVES, type Half } from "../takeaway/visit.ts";

const code = z.string().regex(/^[A-Za-z0-9_-]{22}$/).describe("As a link gave it");

export const cardRequest = z.strictObject({
  large: z.boolean().optional().describe("大字"),
  code: code.optional().describe("A link's code: its QR code is printed on the card"),
}).meta({ id: "CardRequest" });

export const visitRequest = z.strictObject({
  day: z.iso.date().describe("A working day, at most a year ahead"),
  half: z.enum(Object.keys(HALVES) as [Half, ...Half[]]),
}).meta({ id: "VisitRequest" });

export const followRequest = z.strictObject({ code }).meta({ id: "FollowRequest" });

export const followed = z.object({
  id: z.string(), token: z.string().describe("The new device's own; taken back with the links"),
}).meta({ id: "Followed" });

export const link = z.object({
  code: z.string().describe("Told only this once"),
  url: z.string().describe("Opens the page and goes on; the code stands behind #, so that no server sees it in an address"),
  expiresAt: z.int().describe("Epoch milliseconds"),
  qr: z.object({ size: z.int().describe("Modules on each side"), path: z.string().describe("SVG path data of the dark modules") }),
}).meta({ id: "Link" });

export const revoked = z.object({ revoked: z.int().min(0).describe("How many links and devices") }).meta({ id: "Revoked" });

export const visitDayList = z.object({
  days: z.array(z.object({
    day: z.string(), weekday: z.string(), open: z.boolean().nullable().describe("By the national holiday arrangement; null where it is not known yet"),
  })),
}).meta({ id: "VisitDays" });
