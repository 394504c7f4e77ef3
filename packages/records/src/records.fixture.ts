import type { Settlement } from '#contract';
import { connectMysql, migrate, type Database, type MysqlSettings, type Transaction } from '#mysql';
import type { App } from '#release';
import { decode } from '#rex';
import { startMariadb } from '../../mysql/src/mariadb.fixture.js';
import { createRecords, type Records } from './records.js';
import { startProxy, type Proxy } from '../../../test/support/proxy.js';
import type { NewRequest, WireRequest } from './base/types.js';

export const tables = { records: 'pre_deploy_manage', status: 'pre_deploy_status' };
export const settled: Settlement = { outcome: 'done', trouble: null, apps: [], facts: {} };

/** The lease of a request that nobody has advanced yet. */
export const at = (requestId: string, fence = 0) => ({ requestId, holder: 'walker', fence });

/** A request as a test asks for it: by its words, if they matter. */
export type Asked = Partial<NewRequest> & Partial<WireRequest>;

export interface OpenRecords {
  settings: MysqlSettings;
  db: Database;
  records: Records;
  request(apps: App[], more?: Asked): NewRequest;
  /** An app no test has used yet. */
  fresh(): App;
  /** The same database over a connection by way of a proxy. */
  far(): Promise<{ proxy: Proxy; db: Database; records: Records }>;
  end(): Promise<void>;
}

/** Records over a database of their own. */
export async function openRecords(): Promise<OpenRecords> {
  const server = await startMariadb();
  const settings = await server.database();
  await migrate(settings);
  const db = connectMysql(settings);
  let number = 0;
  const ends: (() => Promise<void>)[] = [];
  return {
    settings,
    db,
    far: async () => {
      const proxy = await startProxy({ host: settings.host, port: settings.port });
      const through = connectMysql({ ...settings, host: '127.0.0.1', port: proxy.port });
      ends.push(through.close, proxy.close);
      return { proxy, db: through, records: await createRecords(through, tables, { decode }) };
    },
    records: await createRecords(db, tables, { decode }),
    request: (apps, { action = 'release', parameters = { k: 'server' }, ...more } = {}) => ({
      request: decode(action, parameters),
      wire: { action, parameters },
      caller: 'admin',
      apps,
      exclusive: true,
      recorded: true,
      idempotencyKey: null,
      rollout: { policy: 'stop', maxFailures: 0, batchSize: 1000, confirm: 0 },
      ...more,
    }),
    fresh: () => {
      number += 1;
      return {
        id: number,
        appKey: `app-${process.pid}-${number}`,
        group: 'server',
        host: '10.0.0.1',
        health: [] as App['health'],
      } as App;
    },
    end: async () => {
      for (const end of ends) await end();
      await db.close();
      await server.end();
    },
  };
}

/** The same database, which keeps the statements of its transactions. */
export function watched(db: Database, transactions: string[][]): Database {
  return {
    ...db,
    transaction: (ifUnknown, work) =>
      db.transaction(ifUnknown, async (sql, doubt) => {
        const seen: string[] = [];
        transactions.push(seen);
        const noting: Transaction = {
          query: (text, values) => (seen.push(text), sql.query(text, values)),
          execute: (text, values) => (seen.push(text), sql.execute(text, values)),
          last: (text, values) => (seen.push(text), sql.last(text, values)),
        };
        return await work(noting, doubt);
      }),
  };
}
