/**
 * Spoken filler, politeness and letter phrases are deleted: they carry no meaning and drown what does.
 * The phrases come from `intents/fillers.yaml`; one pass, longest first at every position.
 */
export interface FillerSet {
  readonly phrases: ReadonlySet<string>;
  /** Length of the longest phrase, in characters. */
  readonly longest: number;
  /** First characters of all phrases, so that most positions cost one look-up. */
  readonly first: ReadonlySet<string>;
}

export function fillerSet(phrases: readonly string[]): FillerSet {
  const long = phrases.filter((p) => p.length >= 2);
  return { phrases: new Set(long), longest: Math.max(0, ...long.map((p) => p.length)), first: new Set(long.map((p) => p[0]!)) };
}

/** Deletes phrases until none is left, so folding stays idempotent; a text of nothing but filler is left as it is. */
export function dropFillers(text: string, fillers: FillerSet): string {
  const rest = dropClosingUp(dropLongest(text, fillers), fillers).trim();
  return /[\p{L}\p{N}]/u.test(rest) ? rest : text;
}

function dropLongest(text: string, fillers: FillerSet): string {
  let out = "";
  for (let i = 0; i < text.length;) {
    const length = fillers.first.has(text[i]!) ? fillerAt(text, i, fillers) : 0;
    if (length === 0) out += text[i]!;
    i += Math.max(1, length);
  }
  return out;
}

function fillerAt(text: string, at: number, { phrases, longest }: FillerSet): number {
  for (let length = Math.min(longest, text.length - at); length >= 2; length--) {
    if (phrases.has(text.slice(at, at + length))) return length;
  }
  return 0;
}

/** What a deletion joins may be filler again: deletes whatever the text so far ends in. */
function dropClosingUp(text: string, { phrases, longest }: FillerSet): string {
  let out = "";
  for (const c of text) {
    out += c;
    for (let length = Math.min(longest, out.length); length >= 2; length--) {
      if (phrases.has(out.slice(-length))) { out = out.slice(0, -length); break; }
    }
  }
  return out;
}
