/** Notices as open pages ask for them. */
import { z } from "zod";
import { NOTICE_KINDS } from "../../domain/notice.ts";

export const notices = z.object({
  notices: z.array(z.object({
    id: z.string(), version: z.int().describe("Grows when its words change"), kind: z.enum(NOTICE_KINDS),
    text: z.string().describe("Stands alone in plain Chinese"), until: z.int().nullable().describe("Epoch milliseconds; null: until further notice"),
  })),
  withdrawn: z.string().nullable().describe("What everybody gets instead of answers while the bot is withdrawn"),
}).meta({ id: "Notices", description: "What everybody should read first" });
