import type { Connection } from 'mysql2';
import type { PoolConnection, ResultSetHeader, RowDataPacket } from 'mysql2/promise';
import { away, isAway } from './away.js';
import type { Row, Statements, Value } from './types.js';

/** Milliseconds a statement may be without an answer before its connection is given up; above the wait for a lock. */
const silence = 15_000;

/** What the driver gives; when MySQL is away, MYSQL_AWAY, and the connection is destroyed so that it is not used again. */
async function guarded<T>(connection: PoolConnection, asked: Promise<T>): Promise<T> {
  try {
    return await asked;
  } catch (thrown) {
    // The driver's own stack ends at the socket; from here it leads to whoever asked.
    Error.captureStackTrace(thrown as Error);
    if (!isAway(thrown)) throw thrown;
    connection.destroy();
    throw away(thrown);
  }
}

/** Sends a statement that MySQL does not prepare, such as START TRANSACTION; it binds no values. Throws as statementsOn. */
export async function send(connection: PoolConnection, sql: string): Promise<void> {
  await guarded(connection, connection.query({ sql, timeout: silence }));
}

/**
 * Prepared statements over one connection. They throw MYSQL_AWAY, or the driver's own error with its `code` and `errno`
 * for a statement that MySQL refuses. `timeout` is in milliseconds.
 */
export function statementsOn(connection: PoolConnection, timeout = silence): Statements {
  async function run<R extends RowDataPacket[] | ResultSetHeader>(sql: string, values: readonly Value[]): Promise<R> {
    const asked = new Promise<R>((resolve, reject) => {
      // Not the driver's own promises: they keep a stack for each statement, for those that fail.
      (connection.connection as unknown as Connection).execute<R>({ sql, timeout }, [...values], (thrown, result) => {
        if (thrown) reject(thrown);
        else resolve(result);
      });
    });
    return await guarded(connection, asked);
  }
  return {
    query: async <T extends object = Row>(sql: string, values: readonly Value[] = []) =>
      (await run<RowDataPacket[]>(sql, values)) as unknown as T[],
    execute: async (sql, values = []) => {
      const { affectedRows, insertId } = await run<ResultSetHeader>(sql, values);
      return { affectedRows, insertId };
    },
  };
}
