import type { PoolConnection } from 'mysql2/promise';
import { lineOn, type StatementLine } from './statements.js';
import type { Transaction } from './types.js';
import { unknown } from './unknown.js';

/**
 * Runs work between START TRANSACTION and COMMIT; whatever it throws is thrown on after a ROLLBACK. START TRANSACTION
 * travels with what work sends first, COMMIT with what it left to the end. When the connection is lost during that last
 * trip, MYSQL_UNKNOWN is thrown: whether the work counts is not known. MYSQL_AWAY says that it does not.
 */
export async function transact<T>(connection: PoolConnection, work: (sql: Transaction) => Promise<T>): Promise<T> {
  const line = lineOn(connection);
  const leftToTheEnd: (() => Promise<unknown>)[] = [];
  let refused: { reason: unknown } | undefined;
  let ended = false;
  // Of several statements sent at once one may fail while the others go on: what they send later must not run alone.
  function requireOpen(): void {
    if (ended) throw new Error('a statement came after its transaction had ended');
  }
  async function inside<R>(send: () => Promise<R>): Promise<R> {
    requireOpen();
    try {
      return await send();
    } catch (thrown) {
      refused ??= { reason: thrown };
      throw thrown;
    }
  }
  inside(() => line.command('START TRANSACTION')).catch(() => undefined);
  try {
    const result = await work({
      query: (sql, values) => inside(() => line.query(sql, values)),
      execute: (sql, values) => inside(() => line.execute(sql, values)),
      last: (sql, values) => {
        requireOpen();
        leftToTheEnd.push(() => line.execute(sql, values));
      },
    });
    ended = true;
    if (refused) throw refused.reason;
    await Promise.all([...leftToTheEnd.map((send) => send()), line.command('COMMIT')]).catch((thrown: unknown) => {
      throw unknown(thrown);
    });
    return result;
  } catch (thrown) {
    ended = true;
    await rollBack(line, connection);
    throw thrown;
  }
}

async function rollBack(line: StatementLine, connection: PoolConnection): Promise<void> {
  try {
    await line.command('ROLLBACK');
  } catch {
    // The server rolls back what a lost connection left; the reason to report is the one that brought us here.
    connection.destroy();
  }
}
