import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { loadConfig } from '#config';
import { type DemoApp, freePort, installServers, launch, sshKey, startMariadb, startRedis } from '#provision';
import { type Administrator, createAdministrator } from '../installation/administrator.js';
import type { CleanupStack } from '../installation/cleanupStack.js';
import { gatewayProgram, programCommand, ignored, programsHome, workerProgram } from '../installation/programs.js';
import { answersWell } from '../installation/ready.js';
import type { ProgressReporter } from './progress.js';
import { fillCatalogues } from './catalogue.js';
import { demoConfig } from './config.js';
import { openHost } from './hosts.js';

/** A whole installation on this machine, ready for requests. */
export interface DemoInstallation {
  /** Address of the gateway. */
  base: string;
  administrator: Administrator;
  /** The applications releases go to. */
  apps: DemoApp[];
  /** The application of the other environment. */
  source: DemoApp;
  /** The directory in which the operator changes programs, by group. */
  updateDir: string;
}

export const versions = { first: '1.0.0', uat: '2.0.0', url: '1.1.0', update: '2.1.0' } as const;

/** Starts everything under `dir`, telling each part; what it starts is added to `closing` at once. */
export async function startDemo(
  dir: string,
  cleanups: CleanupStack,
  { step, note }: ProgressReporter,
): Promise<DemoInstallation> {
  mkdirSync(dir, { recursive: true, mode: 0o700 });
  await step('redis-server, mariadbd, sshd and rsync are there', () =>
    installServers({ home: programsHome, log: note }),
  );
  const redis = await step(
    'Redis',
    () => startRedis({ dir: join(dir, 'redis') }),
    (it) => `${it.host}:${it.port}`,
  );
  cleanups.add('Redis', redis.stop);
  const template = join(ignored, 'template-mariadb');
  const database = {
    dir: join(dir, 'mariadb'),
    template,
    databases: ['prod', 'uat'],
    durable: false,
    rights: 'rexflow' as const,
  };
  const mariadb = await step(
    'MariaDB',
    () => startMariadb(database),
    (it) => `${it.host}:${it.port}`,
  );
  cleanups.add('MariaDB', mariadb.stop);

  const key = join(dir, 'ssh_key');
  await sshKey(key);
  const last = 11 + (process.pid % 80) * 3;
  const plans = [
    { name: 'server1', last, version: versions.first, config: { environment: 'prod', name: 'server1' } },
    { name: 'server2', last: last + 1, version: versions.first, config: { environment: 'prod', name: 'server2' } },
    { name: 'server', last: last + 2, version: versions.uat, config: { environment: 'uat', name: 'server' } },
  ];
  const open = (): Promise<Awaited<ReturnType<typeof openHost>>[]> =>
    Promise.all(plans.map((plan, index) => openHost(join(dir, `h${index + 1}`), plan, key, cleanups)));
  const hosts = await step('three SSH hosts, each with an application', open, (all) =>
    all.map(({ sshd }) => `${sshd.address}:${sshd.port}`).join(', '),
  );
  const [one, two, three] = hosts.map(({ app }) => app) as [DemoApp, DemoApp, DemoApp];
  const sshds = hosts.map(({ sshd }) => sshd);

  const gatewayPort = await freePort();
  const config = join(dir, 'config.yml');
  const facts = { redis, mariadb, hosts: { prod: sshds.slice(0, 2), uat: sshds.slice(2) }, gatewayPort };
  writeFileSync(config, demoConfig(facts), { mode: 0o600 });
  const base = `http://127.0.0.1:${gatewayPort}`;
  await step(
    'gateway',
    async () => cleanups.add('gateway', (await program(dir, 'gateway', config, base)).stop),
    () => base,
  );
  await step('worker', async () => cleanups.add('worker', (await program(dir, 'worker', config, base)).stop));

  const apps = { prod: [one, two], uat: [three] };
  await step('catalogue of two environments', () => fillCatalogues(mariadb, apps));
  const administrator = await step(
    'administrator',
    () => createAdministrator(config),
    (made) => made?.name ?? 'none made',
  );
  if (administrator === null) throw new Error('expected a password of the new administrator, got none');
  const { updateProdir } = loadConfig(config).directories;
  return { base, administrator, apps: apps.prod, source: three, updateDir: updateProdir };
}

/** The gateway is ready when it answers at all, the worker when the gateway says that everything is alive. */
function program(dir: string, name: 'gateway' | 'worker', config: string, base: string): ReturnType<typeof launch> {
  const file = name === 'gateway' ? gatewayProgram : workerProgram;
  const url = `${base}/${name === 'gateway' ? 'healthz' : 'readyz'}`;
  return launch({ name, dir, words: programCommand(config, file), ready: () => answersWell(url) });
}
