/** Wires curation: the library, what is in force, drafts, proofs and publishing. */
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import type { ConversationStore, LiveEdition } from "../assistant/ports.ts";
import type { Assistant } from "../assistant/takeTurn.ts";
import { understand } from "../assistant/understand.ts";
import { Drafts } from "../curation/drafts.ts";
import { Intakes } from "../curation/intakes.ts";
import { Library } from "../curation/library.ts";
import { liveAssistant, LiveEditions } from "../curation/live.ts";
import type { CurationStore, Jobs } from "../curation/ports.ts";
import { Proofs } from "../curation/proofs.ts";
import { Publishing } from "../curation/publish.ts";
import { Reviews } from "../curation/reviews.ts";
import { Trial } from "../curation/trial.ts";
import type { Curation } from "../curation/curation.ts";
import { withoutInvented } from "../domain/regional.ts";
import { readKept } from "../knowledge/cache.ts";
import { loadMatcherInSteps } from "../matching/index.ts";
import { code, ROOT } from "./assistant.ts";
import { childJobs, readBeforehand } from "./jobs.ts";

export interface CurationWiring {
  readonly store: CurationStore;
  readonly conversations: ConversationStore;
  /** The program's own edition and matcher, and the clock. */
  readonly shipped: Assistant;
  readonly dataDir: string;
  /** Whoever worked on a draft may publish it. */
  readonly alone: boolean;
  readonly onTrouble: (error: unknown) => void;
  readonly jobs?: Jobs;
}

/** Folders of editions are a cache: losing them loses nothing. */
const CACHE = "editions";

/** Ready once what is in force is loaded. @throws StoreProblem when the store cannot answer */
export async function openCuration({ store, conversations, shipped, dataDir, alone, onTrouble, jobs = childJobs }: CurationWiring): Promise<{ curation: Curation; assistant: Assistant }> {
  const cache = join(dataDir, CACHE);
  mkdirSync(cache, { recursive: true });
  const { clock } = shipped;
  const library = new Library({ store, root: ROOT, cache });
  const live = new LiveEditions({ library, clock, shipped: { edition: shipped.edition, understand: shipped.understand }, open: openEdition, onTrouble });
  // An edition that cannot be loaded must not keep the program's own from answering.
  await live.refresh().catch(onTrouble);
  const inForce = (): string => live.inForce.edition.id;
  const drafts = new Drafts({ library, clock, inForce });
  const proofs = new Proofs({ library, drafts, conversations, jobs, clock, inForce });
  const intakes = new Intakes({ library, drafts, proofs, jobs, clock });
  const reviews = new Reviews({ library, drafts, clock });
  const publishing = new Publishing({ library, drafts, proofs, live, reviews, clock, alone });
  const trial = new Trial({ library, drafts, proofs, live, open: openEdition });
  return { assistant: liveAssistant(conversations, clock, live), curation: { library, live, drafts, proofs, publishing, trial, intakes, reviews, jobs, clock } };
}

async function openEdition(folder: string, ownMatcher: boolean): Promise<LiveEdition> {
  await readBeforehand(folder);
  const edition = withoutInvented(readKept(folder, code()).edition);
  if (!ownMatcher) return { edition, understand: () => { throw new Error("this edition understands people as the program's own does"); } };
  const matcher = await loadMatcherInSteps(folder);
  return { edition, understand: (words, now) => understand(matcher, words, now) };
}
