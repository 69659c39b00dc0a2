/** What the HTTP rim needs from outside. storage/ implements it; cli/ wires it. */

/** Counts of all nodes together, for limits that hold across them. */
export interface SharedCounts {
  /**
   * Adds what was counted here since the last call, and tells what all nodes have counted of the same keys.
   * @param window the time the counts belong to; those of earlier windows are forgotten
   * @throws StoreProblem when the database cannot answer: nothing was added
   */
  add(window: number, counts: ReadonlyMap<string, number>): Promise<ReadonlyMap<string, number>>;
}
