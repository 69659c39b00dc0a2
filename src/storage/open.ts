/** Which store a node runs on: PostgreSQL when there is a DATABASE_URL, the embedded one otherwise. */
import type { ConversationStore } from "../assistant/ports.ts";
import { openPostgres } from "./postgres.ts";
import { openSqlite } from "./sqlite.ts";

export interface StoreSettings {
  /** Folder of the embedded store. */
  readonly dataDir: string;
  readonly databaseUrl: string | null;
  readonly onWaiting?: (text: string) => void;
  readonly signal?: AbortSignal;
}

/** @throws StoreProblem with what is wrong and what to do */
export async function openStore({ dataDir, databaseUrl, onWaiting, signal }: StoreSettings): Promise<ConversationStore> {
  return databaseUrl === null ? openSqlite(dataDir) : openPostgres({ url: databaseUrl, onWaiting, signal });
}
