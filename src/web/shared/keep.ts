/**
 * What the browser keeps between visits. Storage may be forbidden or full (private windows, embedded pages):
 * the page then works from memory for as long as it is open.
 */
export interface Keep {
  get<T>(name: string): T | null;
  set(name: string, value: unknown): void;
  remove(name: string): void;
  /** The names kept that begin with `start`, in no order. */
  names(start: string): string[];
}

/** @param prefix keeps several apps on one origin apart */
export function createKeep(prefix: string, storage: Storage | null = browserStorage()): Keep {
  const memory = new Map<string, string>();
  return {
    get<T>(name: string): T | null {
      const raw = memory.get(prefix + name) ?? readFrom(storage, prefix + name);
      if (raw === null) return null;
      try {
        return JSON.parse(raw) as T;
      } catch {
        return null; // written by something else under our name: as good as absent
      }
    },
    set(name, value) {
      const raw = JSON.stringify(value);
      try {
        if (!storage) throw new Error("no storage");
        storage.setItem(prefix + name, raw);
        memory.delete(prefix + name);
      } catch {
        memory.set(prefix + name, raw);
      }
    },
    remove(name) {
      memory.delete(prefix + name);
      try {
        storage?.removeItem(prefix + name);
      } catch {
        // nothing was kept there
      }
    },
    names(start) {
      const stored = storage ? Array.from({ length: storage.length }, (_, i) => storage.key(i) ?? "") : [];
      return [...new Set([...stored, ...memory.keys()])]
        .filter((key) => key.startsWith(prefix + start))
        .map((key) => key.slice(prefix.length));
    },
  };
}

function readFrom(storage: Storage | null, key: string): string | null {
  try {
    return storage?.getItem(key) ?? null;
  } catch {
    return null;
  }
}

function browserStorage(): Storage | null {
  try {
    return globalThis.localStorage ?? null;
  } catch {
    return null;
  }
}
