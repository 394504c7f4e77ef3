import type { Connection } from 'mysql2';
import type { PoolConnection, ResultSetHeader, RowDataPacket } from 'mysql2/promise';
import { away, isAway } from './away.js';
import { spelled } from './spelled.js';
import type { Row, Statements, Value } from './types.js';

/** Milliseconds a statement may be without an answer before its connection is given up; above the wait for a lock. */
const silence = 15_000;

/** The result of the driver; when MySQL is away, MYSQL_AWAY, and the connection is destroyed so that it is not used again. */
async function guarded<T>(connection: PoolConnection, asked: Promise<T>): Promise<T> {
  try {
    return await asked;
  } catch (thrown) {
    if (!isAway(thrown)) throw thrown;
    connection.destroy();
    throw away(thrown);
  }
}

/** Statements over one connection. */
export interface StatementLine extends Statements {
  /** A statement that MySQL does not prepare, such as START TRANSACTION; it binds no values. */
  command(sql: string): Promise<void>;
}

type Result = RowDataPacket[] | ResultSetHeader;

interface Asked {
  sql: string;
  values: readonly Value[];
  command: boolean;
  resolve: (result: Result) => void;
  reject: (reason: unknown) => void;
}

/**
 * What is sent over one connection. It throws MYSQL_AWAY, or the driver's own error with its `code` and `errno` for a
 * statement that MySQL refuses. One alone is prepared; those sent at the same moment travel together, in their order: when
 * one is refused all of them are told so, and those behind it are not carried out. `timeout` is in milliseconds.
 */
export function lineOn(connection: PoolConnection, timeout = silence): StatementLine {
  // Not the driver's own promises: they keep a stack for each statement, for those that fail.
  const core = connection.connection as unknown as Connection;
  let asked: Asked[] = [];

  const prepared = ({ sql, values }: Asked): Promise<Result[]> =>
    new Promise((resolve, reject) => {
      core.execute<Result>({ sql, timeout }, [...values], (thrown, result) => {
        if (thrown) reject(thrown);
        else resolve([result]);
      });
    });

  const together = (all: readonly Asked[]): Promise<Result[]> =>
    new Promise((resolve, reject) => {
      const sql = all.map((one) => spelled(one.sql, one.values)).join(';\n');
      core.query<RowDataPacket[] | RowDataPacket[][]>({ sql, timeout }, (thrown, results) => {
        if (thrown) reject(thrown);
        else resolve(all.length === 1 ? [results as RowDataPacket[]] : (results as RowDataPacket[][]));
      });
    });

  async function flush(): Promise<void> {
    const now = asked;
    asked = [];
    try {
      const alone = now.length === 1 && !now[0]!.command;
      const results = await guarded(connection, alone ? prepared(now[0]!) : together(now));
      now.forEach(({ resolve }, index) => resolve(results[index]!));
    } catch (thrown) {
      for (const { reject } of now) reject(thrown);
    }
  }

  async function run(sql: string, values: readonly Value[], command = false): Promise<Result> {
    try {
      return await new Promise((resolve, reject) => {
        asked.push({ sql, values, command, resolve, reject });
        if (asked.length === 1) queueMicrotask(() => void flush());
      });
    } catch (thrown) {
      // The driver's own stack ends at the socket; from here it leads to whoever asked.
      Error.captureStackTrace(thrown as Error);
      throw thrown;
    }
  }

  return {
    query: async <T extends object = Row>(sql: string, values: readonly Value[] = []) =>
      (await run(sql, values)) as unknown as T[],
    execute: async (sql, values = []) => {
      const { affectedRows, insertId } = (await run(sql, values)) as ResultSetHeader;
      return { affectedRows, insertId };
    },
    command: async (sql) => void (await run(sql, [], true)),
  };
}
