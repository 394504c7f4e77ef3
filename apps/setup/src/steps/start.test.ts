import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';
import { Redis } from 'ioredis';
import { expect, onTestFinished, test, vi } from 'vitest';
import { ownBuild } from '#config';
import { startRedis } from '#provision';
import { queueNames } from '../../../../packages/queue/src/queueNames.js';
import { createSign } from '../../../../packages/queue/src/signs.js';
import { perform, stepDone } from '../plan/perform.js';
import type { Choices } from '../plan/record.js';
import { lookForOutdated, nothingOutdated } from './outdated.js';
import { gatewayRuns } from './ownAddress.js';
import { machinePlaces, prefixPlaces } from './places.js';
import { redisUrlFile } from './queue.js';
import { startStep } from './start.js';

test('a worker of before is restarted also where nobody could tell of it when the setup began', async () => {
  const dir = mkdtempSync(join(tmpdir(), 'rexflow-start-'));
  onTestFinished(() => rmSync(dir, { recursive: true, force: true }));
  const at = (name: string): string => join(dir, name);
  for (const name of ['bin', 'etc/rexflow', 'run/systemd/system']) mkdirSync(at(name), { recursive: true });
  writeFileSync(at('log'), '');
  writeFileSync(at('bin/systemctl'), `#!/bin/sh\necho "$*" >> ${at('log')}\n`, { mode: 0o755 });
  vi.stubEnv('PATH', `${at('bin')}:${process.env.PATH}`);
  onTestFinished(() => void vi.unstubAllEnvs());
  const redis = await startRedis({ dir: at('redis') });
  onTestFinished(() => redis.stop());
  const connection = new Redis(redis.url);
  onTestFinished(() => connection.disconnect());
  const places = machinePlaces(dir);
  writeFileSync(redisUrlFile(places), redis.url);
  const id = `${hostname()}-7-0a1b2c3d`;
  const sign = createSign(connection, queueNames('prod'), id, undefined, { build: '0.0.1' });
  await sign.give();

  const restart = 'restart rexflow-worker.service rexflow-worker@*.service';
  const told = (): string[] => readFileSync(at('log'), 'utf8').split('\n');
  // It ends with its restart, as its unit would have it.
  const gateway = createServer((_, response) => {
    const gone = told().includes(restart) ? sign.withdraw() : Promise.resolve();
    void gone.then(() => response.end(JSON.stringify(ownBuild)));
  });

  await new Promise<void>((resolve) => gateway.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => void gateway.close());
  const { port } = gateway.address() as AddressInfo;

  const choices = { port, environment: 'prod' } as Choices;
  const notes: string[] = [];
  const step = startStep(places, choices, nothingOutdated, (line) => notes.push(line));
  for (const action of step.actions) await perform(action);
  expect(told()).toContain(restart);
  expect(notes).toEqual([]);
  expect(await stepDone(step, true)).toBe(true);
  expect(await lookForOutdated(places, choices)).toEqual(nothingOutdated);
});

test('a worker is asked for what it is also while the gateway is away', async () => {
  const dir = mkdtempSync(join(tmpdir(), 'rexflow-start-'));
  onTestFinished(() => rmSync(dir, { recursive: true, force: true }));
  const redis = await startRedis({ dir: join(dir, 'redis') });
  onTestFinished(() => redis.stop());
  const connection = new Redis(redis.url);
  onTestFinished(() => connection.disconnect());
  const places = machinePlaces(dir);
  mkdirSync(places.etc, { recursive: true });
  writeFileSync(redisUrlFile(places), redis.url);
  await createSign(connection, queueNames('prod'), `${hostname()}-7-0a1b2c3d`, undefined, { build: '0.0.1' }).give();
  const choices = { port: 1, environment: 'prod' } as Choices;
  expect(await lookForOutdated(places, choices)).toEqual({ gateway: null, worker: '0.0.1' });
});

test.each([
  ['there', ''],
  ['gone', null],
  ['no YAML', 'gateway: ['],
  ['of an address that is none', 'gateway: { host: a b }'],
])('what runs is seen before it is taken away, with a config.yml that is %s', async (_, config) => {
  const prefix = mkdtempSync(join(tmpdir(), 'rexflow-runs-'));
  onTestFinished(() => rmSync(prefix, { recursive: true }));
  const places = prefixPlaces(prefix);
  if (config !== null) writeFileSync(places.config, config);
  const gateway = createServer((_request, response) => response.end());
  await new Promise<void>((resolve) => gateway.listen(0, '127.0.0.1', resolve));
  const { port } = gateway.address() as AddressInfo;
  expect(await gatewayRuns(places, { port })).toBe(true);
  gateway.closeAllConnections();
  await new Promise((resolve) => gateway.close(resolve));
  expect(await gatewayRuns(places, { port })).toBe(false);
});
