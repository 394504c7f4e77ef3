export type Value = string | number | boolean | Date | null;
export type Row = Record<string, unknown>;

/** Statements with bound values; those sent at the same moment, by one Promise.all, travel together. DATETIME columns are read as text, exactly as stored. */
export interface Statements {
  /** Rows of a SELECT. */
  query<T extends object = Row>(sql: string, values?: readonly Value[]): Promise<T[]>;
  /** Outcome of a statement that changes rows. `affectedRows` counts the rows matched by an UPDATE. */
  execute(sql: string, values?: readonly Value[]): Promise<{ affectedRows: number; insertId: number }>;
}

/** Statements that count together or not at all: one that is refused fails the transaction, also where that was caught. */
export interface Transaction extends Statements {
  /** Leaves a statement whose outcome nobody needs to the end, where it is carried out in one trip with COMMIT. */
  last(sql: string, values?: readonly Value[]): void;
}

export interface Database extends Statements {
  /** Statements over one connection, each for itself: here, too, those sent at the same moment travel together. */
  trip<T>(work: (statements: Statements) => Promise<T>): Promise<T>;
  /** All or nothing; run again from the start when MySQL broke a deadlock. */
  transaction<T>(work: (statements: Transaction) => Promise<T>): Promise<T>;
  /** Resolves when MySQL answers; otherwise throws MYSQL_AWAY. */
  ping(): Promise<void>;
  close(): Promise<void>;
}
