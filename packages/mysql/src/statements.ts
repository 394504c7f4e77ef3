import type { Connection } from 'mysql2';
import type { PoolConnection, ResultSetHeader, RowDataPacket } from 'mysql2/promise';
import { away, isAway } from './away.js';
import { spelled } from './spelled.js';
import type { Row, Statements, Value } from './types.js';

/** Milliseconds a statement may be without an answer before its connection is given up; above the wait for a lock. */
const silence = 15_000;

/** What the driver gives; when MySQL is away, MYSQL_AWAY, and the connection is destroyed so that it is not used again. */
async function guarded<T>(connection: PoolConnection, asked: Promise<T>): Promise<T> {
  try {
    return await asked;
  } catch (thrown) {
    if (!isAway(thrown)) throw thrown;
    connection.destroy();
    throw away(thrown);
  }
}

/** Sends a statement that MySQL does not prepare, such as START TRANSACTION; it binds no values. Throws as statementsOn. */
export async function send(connection: PoolConnection, sql: string): Promise<void> {
  await guarded(connection, connection.query({ sql, timeout: silence }));
}

type Result = RowDataPacket[] | ResultSetHeader;

interface Asked {
  sql: string;
  values: readonly Value[];
  resolve: (result: Result) => void;
  reject: (reason: unknown) => void;
}

/**
 * Statements over one connection. They throw MYSQL_AWAY, or the driver's own error with its `code` and `errno` for a
 * statement that MySQL refuses. One alone is prepared; those sent at the same moment travel together, in their order: when
 * one is refused all of them are told so, and those behind it are not carried out. `timeout` is in milliseconds.
 */
export function statementsOn(connection: PoolConnection, timeout = silence): Statements {
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
      core.query<RowDataPacket[][]>({ sql, timeout }, (thrown, results) => {
        if (thrown) reject(thrown);
        else resolve(results);
      });
    });

  async function flush(): Promise<void> {
    const now = asked;
    asked = [];
    try {
      const results = await guarded(connection, now.length === 1 ? prepared(now[0]!) : together(now));
      now.forEach(({ resolve }, index) => resolve(results[index]!));
    } catch (thrown) {
      for (const { reject } of now) reject(thrown);
    }
  }

  async function run(sql: string, values: readonly Value[]): Promise<Result> {
    try {
      return await new Promise((resolve, reject) => {
        asked.push({ sql, values, resolve, reject });
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
  };
}
