/** What a place loads beside the national guides: one pack for an adcode. */
import type { FeeRule, GuideLines, MaterialRule, Rule } from "./guide.ts";

/** A place's own answer to a paper that varies from place to place. */
export interface LocalPaper extends Rule {
  readonly paper: string;
  /** Whose paper; absent for everybody's. */
  readonly holder?: string;
  /** What to mind here; absent when it is asked for just as the national guide says. */
  readonly note?: string;
}

export interface GuidePatch {
  readonly guide: string;
  readonly lines: Partial<GuideLines>;
  readonly fees: readonly FeeRule[];
  readonly papers: readonly LocalPaper[];
  /** Asked for here beyond the national list. */
  readonly materials: readonly MaterialRule[];
}

export interface RegionPack {
  /** adcode */
  readonly id: string;
  readonly name: string;
  /** An example, not a real place. */
  readonly invented: boolean;
  readonly patches: readonly GuidePatch[];
}
