import { openPool } from './pool.js';
import { untilUnlocked } from './retry.js';
import type { MysqlSettings } from './settings.js';
import { lineOn } from './statements.js';
import { transact } from './transaction.js';
import type { Database } from './types.js';
import { unknown, untilKnown } from './unknown.js';

/** Milliseconds a server that is well needs to answer a ping at most. */
const pingTimeout = 5000;

/**
 * A database over a pool of connections; nothing is connected until the first statement. Its operations throw
 * MYSQL_AWAY while the server or the login does not work, MYSQL_UNKNOWN when it went away before it said whether a change
 * counts, and the driver's own error for a statement MySQL refuses.
 * What a deadlock or a lock wait timeout broke off is run again from the start.
 */
export function connectMysql(settings: MysqlSettings): Database {
  const pool = openPool(settings);
  return {
    query: async (sql, values) =>
      await untilUnlocked(() => pool.lend((connection) => lineOn(connection).query(sql, values))),
    execute: async (sql, values) =>
      await untilUnlocked(() =>
        pool.lend((connection) =>
          lineOn(connection)
            .execute(sql, values)
            .catch((thrown: unknown) => {
              throw unknown(thrown);
            }),
        ),
      ),
    trip: async (work) => await untilUnlocked(() => pool.lend((connection) => work(lineOn(connection)))),
    transaction: async (ifUnknown, work) => {
      const run = (doubt: boolean) =>
        untilUnlocked(() => pool.lend((connection) => transact(connection, (sql) => work(sql, doubt))));
      return await (ifUnknown === 'repeat' ? untilKnown(run) : run(false));
    },
    now: () => pool.now(),
    ping: async () => {
      await pool.lend((connection) => lineOn(connection, pingTimeout).query('SELECT 1'));
    },
    close: () => pool.end(),
  };
}
