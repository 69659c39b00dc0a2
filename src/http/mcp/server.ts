/**
 * The knowledge base for other assistants, over the Model Context Protocol: find a service, the exact checklist for
 * stated facts, and where every line comes from. Read-only; nothing is stored. Every text stands alone and says what
 * is unverified, so that it can be quoted instead of being made up.
 */
import { McpServer } from "@modelcontextprotocol/sdk/server/mcp.js";
import type { CallToolResult } from "@modelcontextprotocol/sdk/types.js";
import { z } from "zod";
import type { Assistant } from "../../assistant/takeTurn.ts";
import { dayInChina } from "../../domain/days.ts";
import { checklistView, guideView } from "../guideView.ts";
import { Problem } from "../problems.ts";
import { factsOf, guideOf } from "../routes/guides.ts";
import { MAX_QUERY } from "../schemas/requests.ts";
import { readableText } from "../words.ts";
import { spokenChecklist, spokenMatch, spokenSources } from "./spoken.ts";

const INSTRUCTIONS = "中国政务服务办事指南。先用 find_guides 找事项，再用 get_checklist 按已知情形要清单："
  + "open 里的问题还会改变清单，问过当事人再带着答案要一次，不要替他猜。每一条都带出处；标着“没有核实”的要照样说明，请他先打 12345 或窗口电话问。";

/** Reading only, and the same answer for the same edition and day. */
const READS = { readOnlyHint: true, idempotentHint: true, destructiveHint: false, openWorldHint: false };

const guide = z.string().min(1).max(100).describe("事项编号，find_guides 给的，像 passport-first");
const answers = z.record(z.string().max(200), z.union([z.string().max(200), z.number(), z.boolean()]))
  .describe("已知的情形：键和可选的值来自 get_checklist 的 open；不清楚的写 not-known");

export function mcpServer(assistant: Pick<Assistant, "edition" | "understand" | "clock">, version: string): McpServer {
  const server = new McpServer({ name: "yicitong", title: "一次通办事指南", version }, { instructions: INSTRUCTIONS });
  const today = (): string => dayInChina(assistant.clock());

  server.registerTool("find_guides", {
    title: "找办事指南", annotations: READS,
    description: "市民用平常的话问的事，对应哪个（或哪几个）办事指南。拿不准时给出候选，请让当事人选。不归政务服务管的会说去找谁。",
    inputSchema: { query: z.string().min(1).max(MAX_QUERY).describe("原话，比如：给三岁的孩子办护照要带什么") },
  }, ({ query }) => answered(() => {
    const { match } = assistant.understand(readableText(query, MAX_QUERY), assistant.clock());
    return { text: spokenMatch(assistant.edition, match), data: { ...match } };
  }));

  server.registerTool("get_checklist", {
    title: "列材料清单", annotations: READS,
    description: "按已知情形算出确切的材料清单、费用、去哪、多久，每条带出处。open 里是还会改变结果的问题。",
    inputSchema: { guide, answers: answers.optional(), day: z.iso.date().optional().describe("打算去办的日子，YYYY-MM-DD；不写按今天") },
  }, ({ guide: id, answers: given = {}, day }) => answered(() => {
    const { edition } = assistant;
    const found = guideOf(edition, id);
    const view = checklistView(edition, found, factsOf(found, given), day ?? today());
    return { text: spokenChecklist(found.name, view), data: { ...view } };
  }));

  server.registerTool("explain_sources", {
    title: "说明出处", annotations: READS,
    description: "一个办事指南的每条要求出自哪部法规或官方页面、第几条、怎么核对的、哪天核对的。",
    inputSchema: { guide },
  }, ({ guide: id }) => answered(() => {
    const found = guideOf(assistant.edition, id);
    const { sources, text } = spokenSources(guideView(assistant.edition, found, today()));
    return { text, data: { guide: id, edition: assistant.edition.id, sources } };
  }));

  return server;
}

/** What was asked for wrongly is told as a result the caller can act on; anything else is the server's own fault. */
function answered(work: () => { text: string; data: Record<string, unknown> }): CallToolResult {
  try {
    const { text, data } = work();
    return { content: [{ type: "text", text }], structuredContent: data };
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    return { isError: true, content: [{ type: "text", text: error.detail }] };
  }
}
