/** Everything one database holds: the conversations, and beside them the stores of the other folders' ports. */
import type { ConversationStore } from "../assistant/ports.ts";
import type { ChannelPeople } from "../channels/ports.ts";
import type { SharedCounts } from "../http/ports.ts";
import type { CurationStore } from "../curation/ports.ts";
import type { InboxStore } from "../curation/inbox/ports.ts";
import type { DeskStore } from "../desk/ports.ts";
import type { StaffStore } from "../staff/ports.ts";

export interface Store extends ConversationStore {
  readonly staff: StaffStore;
  readonly channels: ChannelPeople;
  /** Null where one process is all there is. */
  readonly counts: SharedCounts | null;
  readonly curation: CurationStore;
  readonly inbox: InboxStore;
  readonly desk: DeskStore;
}
