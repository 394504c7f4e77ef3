import { Redis } from 'ioredis';
import { withInstallation, type Installation } from '../field.js';
import { figureOf } from '../figure.js';
import { releaseByRex } from '../release.js';
import type { Part } from './part.js';

/** What a settled release to 2 hosts leaves: bytes in Redis, rows in each table of MySQL. */
export const measureRows: Part = ({ quick }, found) =>
  withInstallation({ hosts: 2, bulk: { files: 40, bytes: 40_000 }, untouched: true }, async (installation) => {
    const redis = new Redis(installation.estate.redis.url);
    try {
      for (let warm = 0; warm < 5; warm++) await releaseOne(installation);
      const releases = quick ? 20 : 100;
      const memory = await usedMemory(redis);
      const rows = await rowsByTable(installation);
      for (let done = 0; done < releases; done++) await releaseOne(installation);
      const each = (name: string, unit: string, grown: number): void =>
        found({ ...figureOf(name, unit, [grown / releases]), rounds: releases });
      each('rows.redis-memory', 'B', (await usedMemory(redis)) - memory);
      for (const [table, count] of await rowsByTable(installation)) {
        if (count > (rows.get(table) ?? 0)) each(`rows.mysql.${table}`, 'rows', count - (rows.get(table) ?? 0));
      }
    } finally {
      redis.disconnect();
    }
  });

async function releaseOne(installation: Installation): Promise<void> {
  installation.trees.change('one');
  await releaseByRex(installation, installation.estate.hosts.length);
}

const usedMemory = async (redis: Redis): Promise<number> =>
  Number(/^used_memory:(\d+)/m.exec(await redis.info('memory'))![1]);

async function rowsByTable({ estate }: Installation): Promise<Map<string, number>> {
  const tables = await estate.rows(
    'SELECT table_name AS name FROM information_schema.tables WHERE table_schema = DATABASE()',
  );
  const counts = new Map<string, number>();
  for (const { name } of tables) {
    const [row] = await estate.rows(`SELECT COUNT(*) AS count FROM \`${String(name)}\``);
    counts.set(String(name), Number(row!.count));
  }
  return counts;
}
