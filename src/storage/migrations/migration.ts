/** One step of the schema's history. */
export interface Migration {
  /** 1, 2, 3 … without gaps. */
  readonly version: number;
  readonly name: string;
  /** Statements in order, run in one transaction. */
  readonly sqlite: readonly string[];
  readonly postgres: readonly string[];
}
