import { createPool, type PoolConnection } from 'mysql2/promise';
import { CodedError } from '#contract';
import { away } from './away.js';
import { createClock } from './clock.js';
import { poolOptions, type MysqlSettings } from './settings.js';
import { lineOn } from './statements.js';

/** Lends connections and takes them back. */
export interface MysqlPool {
  /** The moment by the clock of MySQL; right once a connection was lent. */
  now(): Date;
  /** Runs work on a connection of its own; throws MYSQL_AWAY when none can be had. */
  lend<T>(work: (connection: PoolConnection) => Promise<T>): Promise<T>;
  /** Ends every connection once its statements are through. */
  end(): Promise<void>;
}

/** Seconds a session may say nothing; the pool closes idle ones before, see settings.ts. */
const givenUpAfter = 20;

// The clock of our sessions is UTC, so that NOW() and a bound Date mean the same and no summer time moves a deadline.
const session = [
  // Some servers take no notice of the character set a client connects with.
  'SET NAMES utf8mb4',
  'SET SESSION TRANSACTION ISOLATION LEVEL READ COMMITTED',
  // A client that was stopped in the middle of a transaction is given up, and its locks with it.
  `SET SESSION time_zone = '+00:00', innodb_lock_wait_timeout = 10, wait_timeout = ${givenUpAfter}`,
];

const signOfLifeMs = 2000;
const lost: ReadonlySet<string> = new Set(['MYSQL_AWAY', 'MYSQL_UNKNOWN']);

async function timeOf(connection: PoolConnection): Promise<string> {
  const [row] = await lineOn(connection).query<{ at: string }>('SELECT UTC_TIMESTAMP(3) AS at');
  return row!.at;
}

/** A pool of connections whose sessions are set up alike. Connects when a connection is first asked for. */
export function openPool(settings: MysqlSettings): MysqlPool {
  // What is sent as text has its values written into it already: the driver need not look for marks.
  const pool = createPool({ ...poolOptions(settings), queryFormat: (sql) => sql });
  const prepared = new WeakSet<object>();
  const provedAt = new WeakMap<object, number>();
  let doubtedAt = -Infinity;
  let ending: Promise<void> | undefined;
  const clock = createClock();

  async function prepare(connection: PoolConnection): Promise<void> {
    if (prepared.has(connection.connection)) return;
    const line = lineOn(connection);
    await Promise.all(session.map((statement) => line.command(statement)));
    prepared.add(connection.connection);
  }

  /**
   * When one connection has fallen silent, those that were not used since may have as well (a firewall forgets all of them
   * at once). They are asked for a sign of life first, instead of being found out one by one by those who wait.
   */
  async function borrow(): Promise<PoolConnection> {
    for (;;) {
      const connection = await pool.getConnection().catch((thrown: unknown) => {
        throw away(thrown);
      });
      const proved = provedAt.get(connection.connection);
      if (proved === undefined || proved > doubtedAt) return connection;
      try {
        await connection.query({ sql: 'DO 0', timeout: signOfLifeMs });
        return connection;
      } catch {
        connection.destroy();
      }
    }
  }

  return {
    now: () => clock.now(),
    lend: async (work) => {
      const connection = await borrow();
      try {
        await prepare(connection);
        if (clock.isOld()) await clock.read(() => timeOf(connection));
        const result = await work(connection);
        provedAt.set(connection.connection, performance.now());
        return result;
      } catch (thrown) {
        if (thrown instanceof CodedError && lost.has(thrown.code)) doubtedAt = performance.now();
        throw thrown;
      } finally {
        connection.release();
      }
    },
    end: () => (ending ??= pool.end()),
  };
}
