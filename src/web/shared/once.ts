/** Asks once and remembers the answer; a failure is asked again the next time. */
export function once<T>(ask: () => Promise<T>): () => Promise<T> {
  let asked: Promise<T> | null = null;
  return () => asked ??= ask().catch((error: unknown) => { asked = null; throw error; });
}
