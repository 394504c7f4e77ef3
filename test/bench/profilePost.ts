import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { once } from 'node:events';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Redis } from 'ioredis';
import { endProcess } from '#provision';
import { startBareGateway } from './bareGateway.js';
import { caller } from './caller.js';
import { topFunctions, type Spent } from './cpuProfile.js';
import { apps, connections, withFront, type Front } from './front.js';
import { press } from './press.js';
import { printLine, printRows, tell } from './report.js';
import { cpuMs } from './resident.js';

type Counts = Map<string, number>;

/** What MySQL and Redis have counted so far, and the CPU each process has used. */
async function countsOf({ estate }: Front, redis: Redis, gateway: number): Promise<Counts> {
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
  const pids = { gateway, mariadbd: estate.mariadb.pid, redis: estate.redis.pid };
  for (const [name, pid] of Object.entries(pids)) counts.set(`cpu ms ${name}`, cpuMs(pid));
  return counts;
}

/** What one request costs at a gateway that is under load, by MySQL's and Redis's own counts. */
async function costOf(front: Front, redis: Redis, gateway: number, one: () => Promise<void>): Promise<Cost> {
  // Long enough that each app was released before: the first release of one makes rows that stay.
  await press(one, { at: connections, seconds: 6 });
  await front.catalogue.settle();
  const before = await countsOf(front, redis, gateway);
  const from = process.hrtime.bigint();
  const { rate, ms } = await press(one, { at: connections, seconds: 4 });
  const to = process.hrtime.bigint();
  const after = await countsOf(front, redis, gateway);
  const each = new Map([...after].map(([name, count]) => [name, (count - (before.get(name) ?? 0)) / ms.length]));
  return { rate, each, from, to };
}

interface Cost {
  rate: number;
  each: Counts;
  from: bigint;
  to: bigint;
}

/** Prints what one accepted POST /rex costs beside the minimal route, and where the gateway's CPU time goes. */
export async function profilePost(): Promise<void> {
  const dir = mkdtempSync(join(tmpdir(), 'rexflow-profile-'));
  const profiled = ['--cpu-prof', `--cpu-prof-dir=${dir}`];
  try {
    await withFront(async (front) => {
      const { estate, accept } = front;
      const redis = new Redis(estate.redis.url);
      const bare = await startBareGateway(estate);
      const calls = caller(bare.url, connections);
      const ours = await costOf(front, redis, estate.gateway.pid!, async () => void (await accept()));
      const theirs = await costOf(
        front,
        redis,
        bare.pid,
        async () => void (await calls.post('/rex', 'action=release')),
      );
      calls.close();
      await bare.stop();
      redis.disconnect();
      // It writes its profile when it ends.
      const ended = once(estate.gateway, 'exit');
      await endProcess(estate.gateway.pid!, 20_000);
      await ended;
      const functions = topFunctions(join(dir, readdirSync(dir)[0]!), ours.from, ours.to).slice(0, 20);
      show(ours, theirs, functions);
    }, profiled);
  } finally {
    rmSync(dir, { recursive: true, force: true });
  }
}

function show(ours: Cost, theirs: Cost, functions: Spent[]): void {
  const told = ({ rate, each }: Cost): object => ({ rate, each: Object.fromEntries(each) });
  printLine({ profile: 'post', apps, rexflow: told(ours), baseline: told(theirs), functions });
  tell(`POST /rex, accepted with async=1, ${apps} apps, ${connections} connections: what each costs`);
  const rows = [...ours.each].map(([name, count]) => [name, count.toFixed(2), (theirs.each.get(name) ?? 0).toFixed(2)]);
  printRows([['', 'rexflow', 'minimal route'], ['a second', ours.rate.toFixed(0), theirs.rate.toFixed(0)], ...rows]);
  tell('functions of the gateway, ms in all');
  printRows(functions.map((spent) => [spent.name, spent.ms.toFixed(0)]));
}
