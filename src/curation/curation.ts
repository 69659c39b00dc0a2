/** Everything curators work with, wired. */
import type { Clock } from "../assistant/ports.ts";
import type { Drafts } from "./drafts.ts";
import type { Intakes } from "./intakes.ts";
import type { Library } from "./library.ts";
import type { LiveEditions } from "./live.ts";
import type { Jobs } from "./ports.ts";
import type { Proofs } from "./proofs.ts";
import type { Publishing } from "./publish.ts";
import type { Reviews } from "./reviews.ts";
import type { Trial } from "./trial.ts";

export interface Curation {
  readonly library: Library;
  readonly live: LiveEditions;
  readonly drafts: Drafts;
  readonly proofs: Proofs;
  readonly publishing: Publishing;
  readonly trial: Trial;
  readonly intakes: Intakes;
  readonly reviews: Reviews;
  readonly jobs: Jobs;
  readonly clock: Clock;
}
