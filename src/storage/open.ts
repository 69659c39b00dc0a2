/** Which store a node runs on: PostgreSQL when there is a DATABASE_URL, the embedded one otherwise. */
import { openPostgres } from "./postgres.ts";
import { StoreProblem } from "./problem.ts";
import { openSqlite, openSqliteBeside } from "./sqlite.ts";
import type { Store } from "./store.ts";

export interface StoreSettings {
  /** Folder of the embedded store. */
  readonly dataDir: string;
  readonly databaseUrl: string | null;
  readonly onWaiting?: (text: string) => void;
  readonly signal?: AbortSignal;
}

/** @throws StoreProblem with what is wrong and what to do */
export async function openStore({ dataDir, databaseUrl, onWaiting, signal }: StoreSettings): Promise<Store> {
  return databaseUrl === null ? openSqlite(dataDir) : openPostgres({ url: databaseUrl, onWaiting, signal });
}

/**
 * For a command that works while a server may be running on the same data.
 * @throws StoreProblem as `openStore`
 */
export async function openStoreBeside(settings: StoreSettings): Promise<Store> {
  try {
    return await openStore(settings);
  } catch (error) {
    if (error instanceof StoreProblem && error.code === "FOLDER_IN_USE") return openSqliteBeside(settings.dataDir);
    throw error;
  }
}
