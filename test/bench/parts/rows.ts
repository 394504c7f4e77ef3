import { Redis } from 'ioredis';
import { withHouse, type House } from '../field.js';
import { figureOf } from '../figure.js';
import { releaseByRex } from '../release.js';
import type { Part } from './part.js';

/** What a settled release to 2 hosts leaves: bytes in Redis, rows in each table of MySQL. */
export const measureRows: Part = ({ quick }, found) =>
  withHouse({ hosts: 2, bulk: { files: 40, bytes: 40_000 }, untouched: true }, async (house) => {
    const redis = new Redis(house.estate.redis.url);
    try {
      for (let warm = 0; warm < 5; warm++) await releaseOne(house);
      const releases = quick ? 20 : 100;
      const memory = await usedMemory(redis);
      const rows = await rowsByTable(house);
      for (let done = 0; done < releases; done++) await releaseOne(house);
      const each = (name: string, unit: string, grown: number): void =>
        found({ ...figureOf(name, unit, [grown / releases]), rounds: releases });
      each('rows.redis-memory', 'B', (await usedMemory(redis)) - memory);
      for (const [table, count] of await rowsByTable(house)) {
        if (count > (rows.get(table) ?? 0)) each(`rows.mysql.${table}`, 'rows', count - (rows.get(table) ?? 0));
      }
    } finally {
      redis.disconnect();
    }
  });

async function releaseOne(house: House): Promise<void> {
  house.trees.change('one');
  await releaseByRex(house, house.estate.hosts.length);
}

const usedMemory = async (redis: Redis): Promise<number> =>
  Number(/^used_memory:(\d+)/m.exec(await redis.info('memory'))![1]);

async function rowsByTable({ estate }: House): Promise<Map<string, number>> {
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
