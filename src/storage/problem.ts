/**
 * What a store has to say when it cannot do its work, in the user's language.
 */

/**
 * `refused`: it must not or cannot open until somebody changes something (lock, version, permissions).
 * `unavailable`: it cannot answer right now and recovers by itself once the cause is gone (disk, network, database).
 */
export class StoreProblem extends Error {
  override readonly name = "StoreProblem";
  readonly kind: "refused" | "unavailable";
  /** What happened, whether anything is lost, what to do: plain Chinese, stands alone. */
  readonly text: string;
  /** The driver's own code (`SQLITE_FULL`, `57P01`, `ECONNREFUSED`), for logs: never contains data. */
  readonly code: string;

  constructor(kind: "refused" | "unavailable", text: string, code = "", cause?: unknown) {
    super(`${kind} ${code}: ${text}`, { cause });
    this.kind = kind;
    this.text = text;
    this.code = code;
  }
}

/** The `code` of a driver's or the system's error; "" when it has none. */
export function codeOf(error: unknown): string {
  const code = (error as { code?: unknown } | null)?.code;
  return typeof code === "string" ? code : "";
}

export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

/** The store was closed: the process is about to end. */
export function closedProblem(): StoreProblem {
  return new StoreProblem("unavailable", "服务正在停止，刚才这一步没有存上，之前的都在。请过一会儿再试一次。", "CLOSED");
}
