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

/** The policy for a transaction of which nobody knows whether it was committed. */
export type IfUnknown = 'repeat' | 'tell';

export interface Database extends Statements {
  /** Statements over one connection, each for itself: here, too, those sent at the same moment travel together. */
  trip<T>(work: (statements: Statements) => Promise<T>): Promise<T>;
  /**
   * All or nothing; run again from the start when MySQL broke a deadlock. When MySQL is lost at the commit, nobody knows
   * whether the work counts: `repeat` runs it again, with `doubt`, until that is known; it has to come to the same whether or
   * not it counted before. `tell` throws MYSQL_UNKNOWN, as `repeat` does when MySQL stays away.
   */
  transaction<T>(ifUnknown: IfUnknown, work: (statements: Transaction, doubt: boolean) => Promise<T>): Promise<T>;
  /**
   * The moment by the clock of MySQL, to a few milliseconds: the one clock of all that several processes compare. It is the
   * process' own before the first statement.
   */
  now(): Date;
  /** Resolves when MySQL answers; otherwise throws MYSQL_AWAY. */
  ping(): Promise<void>;
  close(): Promise<void>;
}
