import { readFileSync } from 'node:fs';
import { Redis } from 'ioredis';
import { startEstate, type Estate } from '../support/estate.js';
import { fillUpdateDirectory } from '../support/update.js';
import { figureOf, type Figure } from './figure.js';
import { tell } from './report.js';

const MiB = 2 ** 20;

/** Resident memory of a process in MiB: now, or the most it ever had. */
function memoryOf(pid: number, which: 'VmRSS' | 'VmHWM'): number {
  const line = new RegExp(`^${which}:\\s+(\\d+) kB$`, 'm').exec(readFileSync(`/proc/${pid}/status`, 'utf8'));
  return Number(line![1]) / 1024;
}

async function redisBytes(redis: Redis): Promise<number> {
  return Number(/used_memory:(\d+)/.exec(await redis.info('memory'))![1]);
}

async function rowsOf(estate: Estate): Promise<number> {
  const tables = ['rexflow_requests', 'rexflow_host_releases', 'rexflow_steps', 'rexflow_audit', 'pre_deploy_manage'];
  const counts = await Promise.all(tables.map((name) => estate.rows(`SELECT COUNT(*) AS n FROM ${name}`)));
  return counts.reduce((sum, [row]) => sum + Number(row!.n), 0);
}

async function releaseOnce(estate: Estate, version: string): Promise<void> {
  fillUpdateDirectory(estate, version);
  const answer = await estate.rex({ action: 'release', k: 'server' });
  if (answer.at('code') !== '0') throw new Error(`a release failed: ${JSON.stringify(answer.body)}`);
}

/** Memory of a worker that carries to many hosts at once. */
export async function measureManyHosts(hosts: number): Promise<Figure[]> {
  tell(`starting a house with ${hosts} hosts`);
  const estate = await startEstate({
    apps: Array.from({ length: hosts }, () => ({ bulk: { files: 400, bytes: 4_000_000 } })),
    workers: 1,
    config: { worker: { apps: hosts } },
  });
  try {
    for (let round = 1; round <= 3; round++) await releaseOnce(estate, `${round}.1.0`);
    return [figureOf(`room.worker-${hosts}-hosts`, 'MiB', [memoryOf(estate.workers[0]!.pid!, 'VmHWM')], null)];
  } finally {
    await estate.stop();
  }
}

/** What many releases in a row leave: memory of the worker, of Redis, rows of MySQL. */
export async function measureRow(releases: number): Promise<Figure[]> {
  tell(`starting a house for ${releases} releases in a row`);
  const estate = await startEstate({ apps: [{}, {}], workers: 1 });
  const redis = new Redis(estate.redis.url);
  try {
    const pid = estate.workers[0]!.pid!;
    const warm = Math.ceil(releases / 3);
    for (let round = 0; round < warm; round++) await releaseOnce(estate, `1.${round}.0`);
    const [memory, bytes, rows] = [memoryOf(pid, 'VmRSS'), await redisBytes(redis), await rowsOf(estate)];
    for (let round = warm; round < releases; round++) await releaseOnce(estate, `1.${round}.0`);
    const done = releases - warm;
    return [
      figureOf('room.worker-per-1000-releases', 'MiB', [((memoryOf(pid, 'VmRSS') - memory) * 1000) / done], null),
      figureOf('room.redis-per-release', 'KiB', [((await redisBytes(redis)) - bytes) / done / 1024], null),
      figureOf('room.mysql-rows-per-release', 'rows', [((await rowsOf(estate)) - rows) / done], null),
      figureOf('room.redis', 'MiB', [(await redisBytes(redis)) / MiB], null),
    ];
  } finally {
    redis.disconnect();
    await estate.stop();
  }
}
