/** What the desk's tables need of a database. Both speak the same SQL here; only how a statement is run differs. */
export interface Sql {
  /** @param sql with `$1`, `$2` … for the values */
  all<Row extends object>(sql: string, values: readonly (string | number | null)[]): Promise<Row[]>;
  /** @returns how many rows were changed */
  run(sql: string, values: readonly (string | number | null)[]): Promise<number>;
}
