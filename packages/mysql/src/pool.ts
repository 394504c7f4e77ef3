import { createPool, type PoolConnection } from 'mysql2/promise';
import { away } from './away.js';
import { poolOptions, type Settings } from './settings.js';
import { send } from './statements.js';

/** Lends connections and takes them back. */
export interface Pool {
  /** Runs work on a connection of its own; throws MYSQL_AWAY when none can be had. */
  lend<T>(work: (connection: PoolConnection) => Promise<T>): Promise<T>;
  /** Ends every connection once its statements are through. */
  end(): Promise<void>;
}

// The clock of our sessions is UTC, so that NOW() and a bound Date mean the same and no summer time moves a deadline.
const session = [
  'SET SESSION TRANSACTION ISOLATION LEVEL READ COMMITTED',
  "SET SESSION time_zone = '+00:00', innodb_lock_wait_timeout = 10",
];

/** A pool of connections whose sessions are set up alike. Connects when a connection is first asked for. */
export function openPool(settings: Settings): Pool {
  const pool = createPool(poolOptions(settings));
  const prepared = new WeakSet<object>();
  let ending: Promise<void> | undefined;

  async function prepare(connection: PoolConnection): Promise<void> {
    if (prepared.has(connection.connection)) return;
    for (const statement of session) await send(connection, statement);
    prepared.add(connection.connection);
  }

  return {
    lend: async (work) => {
      const connection = await pool.getConnection().catch((thrown: unknown) => {
        throw away(thrown);
      });
      try {
        await prepare(connection);
        return await work(connection);
      } finally {
        connection.release();
      }
    },
    end: () => (ending ??= pool.end()),
  };
}
