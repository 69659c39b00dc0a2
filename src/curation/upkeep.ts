/** What curation does by itself: measures what is in force, and lets go of models that nothing needs. */
import { measureToday, type AccuracyOptions } from "./accuracy.ts";
import { pruneModels, type PruneOptions } from "./prune.ts";

/** Milliseconds between two looks whether something new is in force, or a new day has begun. */
const MEASURE = 60_000;
const PRUNE = 3_600_000;

/** @returns a function that ends it */
export function keepUp(options: AccuracyOptions & PruneOptions, onTrouble: (error: unknown) => void): () => void {
  let busy = false;
  // One at a time: thousands of labelled questions take longer than a look.
  const measure = async (): Promise<void> => {
    if (busy) return;
    busy = true;
    await measureToday(options).finally(() => { busy = false; });
  };
  const timers = ([[measure, MEASURE], [() => pruneModels(options), PRUNE]] as const).map(([run, every]) => {
    void run().catch(onTrouble);
    const timer = setInterval(() => void run().catch(onTrouble), every);
    timer.unref();
    return timer;
  });
  return () => timers.forEach(clearInterval);
}
