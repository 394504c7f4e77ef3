import type { PoolConnection } from 'mysql2/promise';
import { send, statementsOn } from './statements.js';
import type { Statements } from './types.js';

/**
 * Runs work between START TRANSACTION and COMMIT; whatever it throws is thrown on after a ROLLBACK. When the connection
 * is lost during COMMIT, MYSQL_AWAY is thrown and whether the work counts is not known: look before doing it again.
 */
export async function transact<T>(connection: PoolConnection, work: (sql: Statements) => Promise<T>): Promise<T> {
  const statements = statementsOn(connection);
  let ended = false;
  // Of several statements sent at once one may fail while the others go on: what they send later must not run alone.
  const inside = (): Statements => {
    if (ended) throw new Error('a statement came after its transaction had ended');
    return statements;
  };
  await send(connection, 'START TRANSACTION');
  try {
    const result = await work({
      query: async (sql, values) => await inside().query(sql, values),
      execute: async (sql, values) => await inside().execute(sql, values),
    });
    ended = true;
    await send(connection, 'COMMIT');
    return result;
  } catch (thrown) {
    ended = true;
    await rollBack(connection);
    throw thrown;
  }
}

async function rollBack(connection: PoolConnection): Promise<void> {
  try {
    await send(connection, 'ROLLBACK');
  } catch {
    // The server rolls back what a lost connection left; the reason to report is the one that brought us here.
    connection.destroy();
  }
}
