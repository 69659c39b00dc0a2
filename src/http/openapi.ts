/** The OpenAPI 3.1 document, from the very schemas that check requests and answers. */
import { z } from "zod";
import * as desk from "./desk/requests.ts";
import { PROBLEMS, type ProblemType } from "./problems.ts";
import * as conversation from "./schemas/conversation.ts";
import * as guides from "./schemas/guides.ts";
import * as notices from "./schemas/notices.ts";
import * as requests from "./schemas/requests.ts";
import * as takeaway from "./schemas/takeaway.ts";

type Json = Readonly<Record<string, unknown>>;

interface Operation {
  readonly method: "get" | "post" | "delete";
  readonly path: string;
  readonly id: string;
  readonly summary: string;
  readonly secured?: boolean;
  readonly idempotent?: boolean;
  readonly request?: { readonly schema: z.ZodType; readonly example: unknown };
  readonly answers: { readonly status: 200 | 201 | 204; readonly description: string; readonly schema?: z.ZodType; readonly type?: string };
  readonly problems: readonly ProblemType[];
}

/** What any JSON request may be refused with. */
const BODY: readonly ProblemType[] = ["invalid-json", "body-too-large", "unsupported-media-type", "invalid-body"];
const OWNED: readonly ProblemType[] = ["missing-token", "unknown-conversation", "unreadable-conversation", "store-unavailable"];

export const OPERATIONS: readonly Operation[] = [
  {
    method: "post", path: "/api/v1/match", id: "match", summary: "Which services a question asks for; nothing is stored",
    request: { schema: requests.matchRequest, example: { query: "身份证丢了怎么补" } },
    answers: { status: 200, description: "The decision, its reasons, and the candidates", schema: conversation.match },
    problems: [...BODY, "empty-text", "text-too-long", "not-text", "unknown-region"],
  },
  {
    method: "post", path: "/api/v1/conversations", id: "startConversation", summary: "Starts a conversation",
    request: { schema: requests.startRequest, example: { channel: "kiosk" } },
    answers: { status: 201, description: "Its id, its token, and the first replies", schema: conversation.started },
    problems: [...BODY, "unknown-region", "store-unavailable"],
  },
  {
    method: "post", path: "/api/v1/conversations/{id}/turns", id: "takeTurn", summary: "One turn: words, a click, an answer, a mark, or a step back",
    secured: true, idempotent: true,
    request: { schema: requests.turnRequest, example: { text: "给三岁的孩子办护照", seen: 2 } },
    answers: { status: 200, description: "The replies, stored before they are sent", schema: conversation.turnResult },
    problems: [...BODY, ...OWNED, "empty-text", "text-too-long", "not-text", "unknown-choice", "invalid-idempotency-key", "busy"],
  },
  {
    method: "get", path: "/api/v1/conversations/{id}", id: "readConversation", summary: "The whole conversation, to resume on another device",
    secured: true, answers: { status: 200, description: "Everything that was said, and the state", schema: conversation.whole }, problems: OWNED,
  },
  {
    method: "delete", path: "/api/v1/conversations/{id}", id: "deleteConversation", summary: "Deletes the conversation with everything in it, at once and for good",
    secured: true, answers: { status: 204, description: "Gone; its streams end with `gone`" }, problems: OWNED,
  },
  {
    method: "get", path: "/api/v1/conversations/{id}/stream", id: "streamConversation", secured: true,
    summary: "Server-sent events: `turn` with what is new (see StreamEvent), `gone` when it was deleted. Send Last-Event-ID to catch up",
    answers: { status: 200, description: "An endless stream", schema: conversation.streamEvent, type: "text/event-stream" },
    problems: [...OWNED, "too-many-streams", "stopping"],
  },
  {
    method: "post", path: "/api/v1/conversations/{id}/card", id: "makeCard", summary: "The trip card as a PDF of one A4 page", secured: true,
    request: { schema: takeaway.cardRequest, example: { large: true } },
    answers: { status: 200, description: "The file", type: "application/pdf" }, problems: [...BODY, ...OWNED, "no-trip"],
  },
  {
    method: "post", path: "/api/v1/conversations/{id}/visit", id: "makeVisit", summary: "The visit as a calendar entry (RFC 5545)", secured: true,
    request: { schema: takeaway.visitRequest, example: { day: "2026-12-01", half: "morning" } },
    answers: { status: 200, description: "The file, with a reminder the evening before", type: "text/calendar" }, problems: [...BODY, ...OWNED, "no-trip", "closed-day"],
  },
  {
    method: "post", path: "/api/v1/conversations/{id}/links", id: "makeLink", summary: "A link that takes the conversation to another device, for seven days", secured: true,
    answers: { status: 201, description: "The link, with its QR code", schema: takeaway.link }, problems: OWNED,
  },
  {
    method: "delete", path: "/api/v1/conversations/{id}/links", id: "revokeLinks", summary: "Takes back all links and every device that came by one, but the caller's", secured: true,
    answers: { status: 200, description: "How many", schema: takeaway.revoked }, problems: OWNED,
  },
  {
    method: "post", path: "/api/v1/links", id: "followLink", summary: "Exchanges a link's code for a token of one's own",
    request: { schema: takeaway.followRequest, example: { code: "7fT0pQ2mXv9cK1sRb4Yw8A" } },
    answers: { status: 200, description: "The conversation and a token for it", schema: takeaway.followed }, problems: [...BODY, "unknown-link", "store-unavailable"],
  },
  {
    method: "get", path: "/api/v1/visit-days", id: "listVisitDays", summary: "The days from tomorrow on, and whether offices are open",
    answers: { status: 200, description: "Three weeks", schema: takeaway.visitDayList }, problems: [],
  },
  {
    method: "post", path: "/api/v1/conversations/{id}/message", id: "leaveMessage", secured: true,
    summary: "Out of hours: a message for an agent, with a number to call back that is kept encrypted, apart, and for a few days",
    request: { schema: desk.messageRequest, example: { text: "想问老人的医保怎么转", phone: "13800138000", consent: true } },
    answers: { status: 200, description: "Kept", schema: desk.kept }, problems: [...BODY, ...OWNED, "empty-text", "text-too-long", "not-text", "message-refused", "busy"],
  },
  {
    method: "post", path: "/api/v1/calls/{id}/transcript", id: "transcribeCall", secured: true, idempotent: true,
    summary: "Segments of a call as a speech recogniser heard them; the token came with opening the call",
    request: { schema: desk.transcriptRequest, example: { segments: [{ speaker: "caller", text: "身份证丢了咋办" }] } },
    answers: { status: 200, description: "Taken down", schema: desk.kept },
    problems: [...BODY, ...OWNED, "empty-text", "text-too-long", "not-text", "invalid-idempotency-key", "busy"],
  },
  {
    method: "get", path: "/api/v1/guides", id: "listGuides", summary: "All services",
    answers: { status: 200, description: "Every service that is recognised", schema: guides.guideList }, problems: [],
  },
  {
    method: "get", path: "/api/v1/guides/{id}", id: "readGuide", summary: "One guide",
    answers: { status: 200, description: "The guide for everybody, before any answer", schema: guides.guide }, problems: ["unknown-guide"],
  },
  {
    method: "post", path: "/api/v1/guides/{id}/checklist", id: "makeChecklist", summary: "A checklist without a conversation; nothing is stored",
    request: { schema: requests.checklistRequest, example: { answers: {} } },
    answers: { status: 200, description: "The personal checklist for the answers given", schema: guides.checklist },
    problems: [...BODY, "unknown-guide", "unknown-fact", "invalid-answer"],
  },
  {
    method: "get", path: "/api/v1/notices", id: "readNotices", summary: "Notices in force (`region`, `guides` narrow them), and whether the bot is withdrawn",
    answers: { status: 200, description: "What everybody should read first", schema: notices.notices }, problems: [],
  },
  {
    method: "get", path: "/api/v1/openapi.json", id: "openapi", summary: "This document",
    answers: { status: 200, description: "OpenAPI 3.1" }, problems: [],
  },
];

/** Any call may meet these. */
const ALWAYS: readonly ProblemType[] = ["too-many-requests", "internal", "starting"];

export function openApiDocument(publicUrl: string | null, version: string): Json {
  const paths: Record<string, Record<string, Json>> = {};
  for (const operation of OPERATIONS) (paths[operation.path] ??= {})[operation.method] = describe(operation);
  return {
    openapi: "3.1.0",
    info: {
      title: "一次通", version,
      description: "办事材料清单：用平常的话问，得到自己的清单。错误都是 RFC 9457 的 application/problem+json，type 的含义见 docs/http.md。",
      license: { name: "Apache-2.0", identifier: "Apache-2.0" },
    },
    servers: [{ url: publicUrl ?? "/" }],
    paths,
    components: {
      schemas: componentSchemas(),
      securitySchemes: { conversation: { type: "http", scheme: "bearer", description: "The token that starting the conversation gave" } },
    },
  };
}

function describe({ path, id, summary, secured, idempotent, request, answers, problems }: Operation): Json {
  const parameters = [
    ...(path.includes("{id}") ? [{ name: "id", in: "path", required: true, schema: { type: "string" } }] : []),
    ...(idempotent ? [{
      name: "Idempotency-Key", in: "header", required: false, schema: { type: "string", maxLength: 200 },
      description: "A retried request with the same key counts once and gets the same answer",
    }] : []),
  ];
  return {
    operationId: id, summary, ...(parameters.length > 0 ? { parameters } : {}), security: secured ? [{ conversation: [] }] : [],
    ...(request ? { requestBody: { required: true, content: { "application/json": { schema: refTo(request.schema), example: request.example } } } } : {}),
    responses: {
      [answers.status]: {
        description: answers.description,
        ...(answers.status === 204 ? {} : { content: { [answers.type ?? "application/json"]: answers.schema ? { schema: refTo(answers.schema) } : {} } }),
      },
      ...problemResponses([...problems, ...ALWAYS]),
    },
  };
}

function problemResponses(types: readonly ProblemType[]): Record<string, Json> {
  const byStatus = new Map<number, ProblemType[]>();
  for (const type of types) byStatus.set(PROBLEMS[type].status, [...byStatus.get(PROBLEMS[type].status) ?? [], type]);
  return Object.fromEntries([...byStatus].map(([status, list]) => [status, {
    description: list.map((type) => `/problems/${type}: ${PROBLEMS[type].title}`).join("; "),
    content: { "application/problem+json": { schema: refTo(requests.problem) } },
  }]));
}

const at = (id: string): string => `#/components/schemas/${id}`;

function refTo(schema: z.ZodType): Json {
  const id = z.globalRegistry.get(schema)?.id;
  if (id === undefined) throw new Error("a schema of the surface needs an id");
  return { $ref: at(id) };
}

function componentSchemas(): Record<string, Json> {
  const { schemas } = z.toJSONSchema(z.globalRegistry, { uri: at, io: "input", target: "draft-2020-12" });
  return Object.fromEntries(Object.entries(schemas).map(([id, { $id: _id, $schema: _dialect, id: _own, ...schema }]) => [id, schema]));
}
