import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { once } from 'node:events';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Redis } from 'ioredis';
import { endProcess } from '#provision';
import { topFunctions } from './cpuProfile.js';
import { apps, connections, withFront, type Front } from './front.js';
import { press } from './press.js';
import { printLine, printRows, tell } from './report.js';
import { cpuMs } from './resident.js';

type Counts = Map<string, number>;

/** What MySQL and Redis have counted so far, and the CPU each process has used. */
async function countsOf({ estate }: Front, redis: Redis): Promise<Counts> {
  const counts: Counts = new Map();
  const status = await estate.rows('SHOW GLOBAL STATUS');
  const told =
    /^(Questions|Com_(select|insert|update|delete|commit)|Innodb_os_log_fsyncs|Handler_read_rnd_next|Handler_read_next)$/;
  for (const { Variable_name: name, Value: value } of status) {
    if (told.test(String(name))) counts.set(`mysql ${String(name)}`, Number(value));
  }
  for (const [, name, calls] of (await redis.info('commandstats')).matchAll(
    /^cmdstat_(evalsha|ping|publish):calls=(\d+)/gm,
  )) {
    counts.set(`redis ${name}`, Number(calls));
  }
  const pids = { gateway: estate.gateway.pid!, mariadbd: estate.mariadb.pid, redis: estate.redis.pid };
  for (const [name, pid] of Object.entries(pids)) counts.set(`cpu ms ${name}`, cpuMs(pid));
  return counts;
}

/** Prints what one accepted POST /rex costs, and the functions of the gateway in which its CPU time goes. */
export async function profilePost(): Promise<void> {
  const dir = mkdtempSync(join(tmpdir(), 'rexflow-profile-'));
  try {
    await withFront(
      async (front) => {
        const { estate, catalogue, accept } = front;
        const redis = new Redis(estate.redis.url);
        const one = async (): Promise<void> => void (await accept());
        await press(one, { at: connections, seconds: 1 });
        await catalogue.settle();
        const before = await countsOf(front, redis);
        const from = process.hrtime.bigint();
        const { rate, ms } = await press(one, { at: connections, seconds: 4 });
        const to = process.hrtime.bigint();
        const after = await countsOf(front, redis);
        redis.disconnect();
        const ended = once(estate.gateway, 'exit');
        await endProcess(estate.gateway.pid!, 20_000);
        await ended;
        const each = [...after].map(([name, count]) => ({ name, each: (count - (before.get(name) ?? 0)) / ms.length }));
        const [file] = readdirSync(dir);
        const functions = topFunctions(join(dir, file!), from, to).slice(0, 20);
        printLine({ profile: 'post', apps, rate, requests: ms.length, each, functions });
        tell(`POST /rex, accepted with async=1, ${apps} apps: ${rate.toFixed(0)} a second; for each of ${ms.length}`);
        printRows(each.map((count) => [count.name, count.each.toFixed(2)]));
        tell('functions of the gateway, CPU ms of all');
        printRows(functions.map((spent) => [spent.name, spent.ms.toFixed(0)]));
      },
      ['--cpu-prof', `--cpu-prof-dir=${dir}`],
    );
  } finally {
    rmSync(dir, { recursive: true, force: true });
  }
}
