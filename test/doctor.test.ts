import { chmodSync, existsSync, mkdirSync, readdirSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import type { Finding } from '#contract';
import { hostPath } from '#provision';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { askJson } from './support/described.js';
import { startEstate, type Answer, type Estate } from './support/estate.js';
import { fillUpdateDirectory } from './support/update.js';

let estate: Estate;
beforeAll(async () => {
  estate = await startEstate({ apps: [{}, {}, {}], config: { retry: { attempts: 1 } } });
  fillUpdateDirectory(estate, '2.0.0');
  const answer = await estate.rex({ action: 'release', k: 'server' });
  expect(answer.at('code'), JSON.stringify(answer.body)).toBe('0');
});
afterAll(async () => {
  await estate?.stop();
});

const ask = (method: string, path: string, body?: unknown): Promise<Answer> => askJson(estate, method, path, body);

interface Part {
  app: string;
  outcome: string;
  trouble: { code: string; advice: string } | null;
  facts: { state?: string; findings?: Finding[] };
}

/** Asks the hosts, and gives each app's part by its key. */
async function examined(): Promise<Record<string, Part>> {
  const taken = await ask('POST', '/v1/actions', { action: 'doctor', parameters: { k: 'server' } });
  expect(taken.status, JSON.stringify(taken.body)).toBe(202);
  const id = String(taken.at('id'));
  const headers = { authorization: `Bearer ${estate.token}`, accept: 'text/event-stream' };
  await estate.call(`/v1/releases/${id}/events`, { headers });
  const parts = (await ask('GET', `/v1/releases/${id}`)).at('apps') as Part[];
  return Object.fromEntries(parts.map((part) => [part.app, part]));
}
const bad = ({ facts }: Part): string[] =>
  facts.findings!.filter(({ state, name }) => state !== 'ok' && !name.endsWith('.space')).map(({ name }) => name);

/** A directory of everything the host's commands may call, without `tool`. */
function pathWithout(tool: string): string {
  const dir = join(estate.dir, `without-${tool}`);
  mkdirSync(dir);
  const ownPath = /:(.+)"$/.exec(hostPath() ?? '')?.[1]?.split(':') ?? [];
  for (const from of new Set(['/usr/bin', '/bin', '/usr/sbin', '/sbin', ...ownPath])) {
    if (!existsSync(from)) continue;
    for (const name of readdirSync(from)) {
      if (name === tool || !existsSync(join(from, name))) continue;
      if (!existsSync(join(dir, name))) symlinkSync(join(from, name), join(dir, name));
    }
  }
  return dir;
}

test('hosts that were released to are well, and a look takes no lease and leaves no row', async () => {
  const rows = () => estate.rows('SELECT COUNT(*) AS count FROM pre_deploy_manage');
  const before = await rows();
  const parts = await examined();
  expect(Object.values(parts).flatMap(bad)).toEqual([]);
  expect(parts.server1!.facts.findings!.map(({ name }) => name)).toEqual([
    'host.user',
    'host.key',
    'host.tools',
    'host.rsync',
    'host.clock',
    'program.writable',
    'program.space',
    'program.inodes',
    'config.writable',
    'config.space',
    'config.inodes',
    'host.state',
    'app.holder',
    'program.live',
    'config.live',
    'app.init',
    'app.health',
  ]);
  expect(await rows()).toEqual(before);
});

test('each host tells what is wrong with it; one that is away is in trouble of its own', async () => {
  const [tooled, broken, away] = estate.hosts;
  await tooled!.sshd.stop();
  await tooled!.openSshd({ path: pathWithout('flock') });
  chmodSync(broken!.app.init, 0o644);
  await away!.sshd.stop();
  const parts = await examined();
  chmodSync(broken!.app.init, 0o755);
  expect(bad(parts.server1!)).toEqual(['host.tools']);
  expect(parts.server1!.facts.findings).toContainEqual(
    expect.objectContaining({ name: 'host.tools', state: 'failed', message: 'not found: flock' }),
  );
  expect(bad(parts.server2!)).toEqual(['app.init']);
  expect(parts.server3).toMatchObject({ outcome: 'failed', trouble: { code: 'UNREACHABLE' }, facts: {} });
  const answer = await estate.rex({ action: 'doctor', k: 'server1' });
  expect(answer.at('data.data.0')).toMatchObject({ app_key: 'server1', state: 'failed' });
  expect(Object.keys(answer.at('data.data.0.findings.0') as object)).toEqual(['name', 'state', 'message', 'advice']);
});

test('the installation around them', async () => {
  const told = await ask('GET', '/v1/doctor');
  const names = (told.at('findings') as Finding[]).filter(({ state }) => state === 'failed').map(({ name }) => name);
  expect(names).toEqual([]);
  expect((await ask('GET', '/v1/backlog')).body).toMatchObject({ queued: 0, waiting: 0, running: 0, workers: 1 });
});
