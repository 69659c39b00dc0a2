/** Everything one database holds: the conversations, and beside them the stores of the other folders' ports. */
import type { ConversationStore } from "../assistant/ports.ts";
import type { CurationStore } from "../curation/ports.ts";
import type { DeskStore } from "../desk/ports.ts";
import type { StaffStore } from "../staff/ports.ts";

export interface Store extends ConversationStore {
  readonly staff: StaffStore;
  readonly curation: CurationStore;
  readonly desk: DeskStore;
}
