/** What this browser remembers beside the conversations: one's city, services looked at, the link that was made. */
import type { Keep } from "../shared/keep.ts";

/** How many services looked at are offered again. */
const MOST_RECENT = 4;

export interface KeptRegion {
  readonly adcode: string;
  /** Empty where only the code is known. */
  readonly name: string;
}

export interface KeptService {
  readonly id: string;
  readonly name: string;
}

/** A link to go on on another device, with the conversation it belongs to. */
export interface KeptLink {
  readonly conversation: string;
  readonly code: string;
  readonly url: string;
  readonly expiresAt: number;
  readonly qr: { readonly size: number; readonly path: string };
}

export class Remembered {
  private readonly keep: Keep;
  private readonly place: KeptRegion | null;

  /** @param place where things are done unless the person has chosen: a host page's own city */
  constructor(keep: Keep, place: KeptRegion | null) {
    this.keep = keep;
    this.place = place;
  }

  /** Where things are to be done: chosen once, remembered. */
  get region(): KeptRegion | null {
    return this.keep.get<KeptRegion>("region") ?? this.place;
  }

  set region(region: KeptRegion | null) {
    if (region) this.keep.set("region", region);
    else this.keep.remove("region");
  }

  /** Services that were looked at here, the latest first. */
  get recent(): readonly KeptService[] {
    return this.keep.get<readonly KeptService[]>("recent") ?? [];
  }

  noteRecent(seen: readonly KeptService[]): void {
    if (seen.length === 0) return;
    const before = this.recent.filter((r) => !seen.some((s) => s.id === r.id));
    this.keep.set("recent", [...[...seen].reverse(), ...before].slice(0, MOST_RECENT));
  }

  /** The link made for a conversation, so that it is not made twice. */
  link(conversation: string | undefined): KeptLink | null {
    const kept = this.keep.get<KeptLink>("link");
    return kept && kept.conversation === conversation && kept.expiresAt > Date.now() ? kept : null;
  }

  keepLink(link: KeptLink | null): void {
    if (link) this.keep.set("link", link);
    else this.keep.remove("link");
  }
}
