/** Curation over a store in memory, with proofs run in this process. */
import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { ConversationStore, LiveEdition } from "../../src/assistant/ports.ts";
import type { Curation } from "../../src/curation/curation.ts";
import { Drafts } from "../../src/curation/drafts.ts";
import { Intakes } from "../../src/curation/intakes.ts";
import { Library } from "../../src/curation/library.ts";
import { LiveEditions } from "../../src/curation/live.ts";
import type { CurationStore, Jobs } from "../../src/curation/ports.ts";
import { prove } from "../../src/curation/proof/prove.ts";
import { Proofs } from "../../src/curation/proofs.ts";
import { Publishing } from "../../src/curation/publish.ts";
import { Reviews } from "../../src/curation/reviews.ts";
import { Trial } from "../../src/curation/trial.ts";
import { readBundle, select } from "../../src/knowledge/exchange/bundle.ts";
import { exportBundle } from "../../src/knowledge/exchange/exportBundle.ts";
import { planFile } from "../../src/knowledge/exchange/planFile.ts";
import { readKnowledge } from "../../src/knowledge/read.ts";
import { MemoryCuration } from "../../src/storage/curation/memory.ts";
import { MemoryStore } from "../../src/storage/memory.ts";

export interface CurationOver {
  /** A folder that looks like the project. */
  readonly root: string;
  readonly understand: LiveEdition["understand"];
  readonly clock: () => number;
  readonly store?: CurationStore;
  readonly conversations?: ConversationStore;
  readonly alone?: boolean;
  /** Editions have matchers of their own, trained in their folders by the proof; `understand` is the program's. */
  readonly trains?: { readonly train: (folder: string) => void; readonly understanding: (folder: string) => LiveEdition["understand"] };
  /** The program's own edition, when it is at hand already. */
  readonly edition?: LiveEdition["edition"];
}

/** The matcher is the same for every edition, unless they are trained. */
export function testCuration({ root, understand, clock, store = new MemoryCuration(), conversations = new MemoryStore(), alone = false, edition, trains }: CurationOver): Curation {
  const library = new Library({ store, root, cache: mkdtempSync(join(tmpdir(), "yicitong-editions-")) });
  const open = async (folder: string, own = false): Promise<LiveEdition> => ({ edition: readKnowledge(folder).edition, understand: own && trains ? trains.understanding(folder) : understand });
  const live = new LiveEditions({ library, clock, shipped: { edition: edition ?? readKnowledge(root).edition, understand }, open, onTrouble: (error) => { throw error; } });
  const inForce = (): string => live.inForce.edition.id;
  const drafts = new Drafts({ library, clock, inForce });
  const jobs: Jobs = {
    prove: async (task, told) => {
      if (task.train) trains?.train(task.after);
      const [before, after] = [await open(task.before, task.ownMatcher.before), await open(task.after, task.ownMatcher.after)];
      return { result: JSON.stringify(await prove(task, { before, after, root, memory: () => new MemoryStore(), told })) };
    },
    exportEdition: async (folder, format, guides) => {
      const { bundle } = readBundle(folder);
      return Buffer.from(await exportBundle(guides.length > 0 ? select(bundle, guides) : bundle, format, (id) => id));
    },
    planImport: planFile,
  };
  const proofs = new Proofs({ library, drafts, conversations, jobs, clock, inForce });
  const intakes = new Intakes({ library, drafts, proofs, jobs, clock });
  const reviews = new Reviews({ library, drafts, clock });
  const publishing = new Publishing({ library, drafts, proofs, live, reviews, clock, alone });
  const trial = new Trial({ library, drafts, proofs, live, open });
  return { library, live, drafts, proofs, publishing, trial, intakes, reviews, jobs, clock };
}
