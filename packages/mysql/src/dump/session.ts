import { createPool, type PoolConnection } from 'mysql2';
import { promisify } from 'node:util';
import { CodedError } from '#contract';
import { away, isAway } from '../connection/away.js';
import { poolOptions, type MysqlSettings } from '../connection/settings.js';

/** One connection for a long piece of work, with its clock at UTC. */
export interface DumpSession {
  connection: PoolConnection;
  run<T extends object = Record<string, unknown>>(sql: string, values?: readonly unknown[]): Promise<T[]>;
  close(): Promise<void>;
}

/** MYSQL_AWAY where the server is; what it refuses otherwise, in its own words, as DATABASE_REFUSED. */
export function asRefusal(thrown: unknown, what: string): unknown {
  if (thrown instanceof CodedError || !(thrown instanceof Error)) return thrown;
  if (isAway(thrown)) return away(thrown);
  const isRefusal = 'errno' in thrown;
  return isRefusal ? new CodedError('DATABASE_REFUSED', { what, reason: thrown.message }, { cause: thrown }) : thrown;
}

/** Connects, and says what `words` say. Throws MYSQL_AWAY, DATABASE_REFUSED. */
export async function openSession(settings: MysqlSettings, words: readonly string[]): Promise<DumpSession> {
  const pool = createPool({ ...poolOptions({ ...settings, poolSize: 1 }), maxIdle: 1, multipleStatements: false });
  const close = async (): Promise<void> => await promisify(pool.end.bind(pool))();
  const connection = await promisify(pool.getConnection.bind(pool))().catch(async (thrown: unknown) => {
    await close();
    throw away(thrown);
  });
  const run = async <T extends object>(sql: string, values: readonly unknown[] = []): Promise<T[]> => {
    try {
      const [rows] = await connection.promise().query(sql, [...values]);
      return rows as T[];
    } catch (thrown) {
      throw asRefusal(thrown, sql.slice(0, 60));
    }
  };
  const ours = [
    'SET NAMES utf8mb4',
    "SET SESSION time_zone = '+00:00', wait_timeout = 28800, net_write_timeout = 3600, net_read_timeout = 3600",
  ];
  for (const statement of [...ours, ...words]) await run(statement);
  return { connection, run, close };
}
