/** The documents of curation, as stored: their kinds, shapes and how they are read. */
import { z } from "zod";
import { NOTICE_KINDS, type Notice, type Withdrawal } from "../domain/notice.ts";
import { ASPECTS } from "../domain/match.ts";
import type { Actor, CurationStore, DocumentWrite, StoredDocument } from "./ports.ts";

const actor = z.object({ id: z.string(), name: z.string() });
const stamp = { by: actor, at: z.number() };
const pointer = z.array(z.union([z.string(), z.number()]));

/** An edition that is, or was once, in force. It never changes; its model may be gone (prune.ts). */
const edition = z.object({
  id: z.string(),
  /** The edition it was made from; null for one that came with the program. */
  parent: z.string().nullable(),
  /** The edition that came with the program and that this one descends from. */
  release: z.string(),
  title: z.string(),
  draft: z.string().nullable(),
  /** Hash of the manifest blob. */
  manifest: z.string(),
  /** Hash of the model blob; null: the matcher that came with the program. */
  model: z.string().nullable(),
  /** Hash of the blob with how the model does on labelled questions it has not seen. */
  report: z.string().nullable().default(null),
  changed: z.array(z.string()),
  ...stamp,
});
export type EditionRecord = Readonly<z.output<typeof edition>>;

/** One step of what is in force: the newest counts. */
const step = z.object({
  edition: z.string(),
  how: z.enum(["publish", "rollback"]),
  /** Conversations on these editions may not go on with them. */
  corrects: z.array(z.string()),
  why: z.string(),
  ...stamp,
});
export type Step = Readonly<z.output<typeof step>>;

const head = z.object({ steps: z.array(step).min(1) });
export type Head = Readonly<z.output<typeof head>>;

const conflict = z.object({
  path: z.string(), at: pointer, base: z.unknown(), ours: z.unknown(), theirs: z.unknown(),
  /** Where theirs comes from, for people. */
  from: z.string(),
});

export const DRAFT_STATES = ["open", "review", "published", "dropped"] as const;
const draft = z.object({
  id: z.string(),
  title: z.string(),
  base: z.string(),
  /** The release it brings in, when it is more than its base's. */
  release: z.string(),
  files: z.record(z.string(), z.object({ hash: z.string().nullable(), ...stamp })),
  conflicts: z.array(conflict),
  state: z.enum(DRAFT_STATES),
  /** Who asked for the review. */
  review: z.object({ note: z.string(), ...stamp }).nullable(),
  /** Changes of the proof that a publisher accepts, by their key. */
  accepted: z.record(z.string(), z.object({ why: z.string(), ...stamp })),
  log: z.array(z.object({ what: z.string(), ...stamp })),
  made: z.object(stamp),
});
export type DraftRecord = Readonly<z.output<typeof draft>>;

/** The proof of one content of a draft against one edition. */
const proof = z.object({
  draft: z.string(),
  before: z.string(),
  after: z.string(),
  state: z.enum(["running", "done", "failed"]),
  progress: z.object({ step: z.string(), done: z.number(), of: z.number() }),
  /** Hash of the result's blob, when it is done. */
  result: z.string().nullable(),
  /** Hash of the trained model's blob, when the draft changes how people are understood. */
  model: z.string().nullable(),
  report: z.string().nullable().default(null),
  /** Blobs of earlier proofs of the same draft: nothing needs them any more. */
  replaced: z.array(z.string()).default([]),
  problem: z.string().nullable(),
  ...stamp,
});
export type ProofRecord = Readonly<z.output<typeof proof>>;

/** The newest file that somebody wants to bring into a draft: read and compared, nothing of it in the draft yet. */
const intake = z.object({
  /** Told by whoever takes it in, so that nobody takes in another file than the one that was looked at. */
  id: z.string(),
  draft: z.string(),
  /** The file's name, as it was sent. */
  name: z.string(),
  /** Hash of the blob with what it would change (intakes.ts); the blob goes when it is taken in, dropped or replaced. */
  plan: z.string(),
  state: z.enum(["waiting", "taken", "dropped"]),
  ...stamp,
});
export type IntakeRecord = Readonly<z.output<typeof intake>>;

/** What people say to each other about a draft: remarks on a field, and who was asked to look. */
const thread = z.object({
  remarks: z.array(z.object({
    id: z.string(),
    /** The file; null: the draft as a whole. */
    path: z.string().nullable(),
    /** Keys and indexes; empty: the file as a whole. */
    field: pointer,
    /** Which item of a list it was said about: items move, and the remark goes with its own. */
    said: z.string(),
    text: z.string(),
    ...stamp,
    settled: z.object({ how: z.string(), ...stamp }).nullable(),
  })),
  asks: z.array(z.object({
    id: z.string(),
    path: z.string().nullable(),
    /** Who is asked. */
    of: actor,
    note: z.string(),
    ...stamp,
    answer: z.object({ verdict: z.enum(["fine", "change", "withdrawn"]), text: z.string(), ...stamp }).nullable(),
  })),
});
export type Thread = Readonly<z.output<typeof thread>>;
export type Remark = Thread["remarks"][number];
export type Ask = Thread["asks"][number];

/** A question with what it asks for, as a curator labelled it; one that was taken away keeps its history. */
const label = z.object({ id: z.string(), query: z.string(), expect: z.string(), isRemoved: z.boolean(), log: z.array(z.object({ what: z.string(), ...stamp })) });
export type LabelRecord = Readonly<z.output<typeof label>>;

const counted = z.object({ part: z.number(), of: z.number() });
const graded = z.object({ strict: counted, top3: counted, falseAnswers: counted });
/** How an edition did on labelled questions, on one day. */
const measure = z.object({
  day: z.string(), edition: z.string(), title: z.string(),
  /** On the questions that curators labelled. */
  own: graded,
  /** On the half of the program's labelled questions that its model had not seen; null where nobody noted it. */
  unseen: graded.nullable(),
  at: z.number(),
});
export type MeasureRecord = Readonly<z.output<typeof measure>>;
export type Graded = MeasureRecord["own"];

const lasting = { from: z.number(), until: z.number().nullable() };
const notice = z.object({
  id: z.string(), version: z.number(), kind: z.enum(NOTICE_KINDS), text: z.string(), guides: z.array(z.string()), regions: z.array(z.string()),
  office: z.string().nullable(), ...lasting,
});
const withdrawal = z.object({
  id: z.string(),
  what: z.union([
    z.object({ kind: z.literal("bot") }), z.object({ kind: z.literal("guide"), guide: z.string() }),
    z.object({ kind: z.literal("answer"), guide: z.string(), aspect: z.enum(ASPECTS) }),
  ]),
  say: z.string(), ...lasting,
});

/** Signed by who made and who changed it; one that has ended keeps its place in the list. */
const signed = <T extends z.ZodType>(item: T) => z.object({ item, log: z.array(z.object({ what: z.string(), ...stamp })) });
const SCHEMAS = { edition, head, draft, proof, intake, thread, notice: signed(notice), withdrawal: signed(withdrawal), label, measure } as const;
export type Kind = keyof typeof SCHEMAS;

export interface Signed<T> {
  readonly item: T;
  readonly log: readonly { readonly what: string; readonly by: Actor; readonly at: number }[];
}

interface Records {
  edition: EditionRecord;
  head: Head;
  draft: DraftRecord;
  proof: ProofRecord;
  intake: IntakeRecord;
  thread: Thread;
  notice: Signed<Notice>;
  withdrawal: Signed<Withdrawal>;
  label: LabelRecord;
  measure: MeasureRecord;
}

/** A document as read: `version` is what the next write must name. */
export interface Kept<K extends Kind> {
  readonly version: number;
  readonly record: Records[K];
}

/** @throws Error naming the document when it is damaged */
export function read<K extends Kind>(kind: K, { id, version, body }: StoredDocument): Kept<K> {
  const result = SCHEMAS[kind].safeParse(JSON.parse(body));
  if (!result.success) throw new Error(`curation ${kind} ${id} cannot be read: ${result.error.issues[0]?.path.join(".")}`);
  return { version, record: result.data as unknown as Records[K] };
}

export async function get<K extends Kind>(store: CurationStore, kind: K, id: string): Promise<Kept<K> | null> {
  const found = await store.get(kind, id);
  return found && read(kind, found);
}

export async function list<K extends Kind>(store: CurationStore, kind: K): Promise<Kept<K>[]> {
  return (await store.list(kind)).map((d) => read(kind, d));
}

/** @param after the version that was read; 0 for a new one */
export function write<K extends Kind>(kind: K, id: string, after: number, record: Records[K]): DocumentWrite {
  return { kind, id, after, body: JSON.stringify(record) };
}

/** Ids of documents that are made here: short, and in the order of making. */
export function freshId(now: number): string {
  return `${now.toString(36)}${Math.floor(Math.random() * 36 ** 4).toString(36).padStart(4, "0")}`;
}
