import { MemoryStore } from "../../src/storage/memory.ts";
import { storeContract, type Opened } from "./contract.ts";

const nothing = async (): Promise<void> => {};

storeContract("memory", async (): Promise<Opened> => {
  const opened: Opened = { store: new MemoryStore(), reopen: async () => opened, damage: nothing, lose: nothing, destroy: nothing };
  return opened;
}, false);
