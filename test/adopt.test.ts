import { mkdirSync, readFileSync, realpathSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { AdoptionView } from '#api';
import type { Finding } from '#contract';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { writtenLayouts } from '../packages/release/src/testing/writtenLayouts.js';
import { askJson } from './support/described.js';
import { startEstate, type Estate } from './support/estate.js';
import { settledJob } from './support/job.js';
import { packed, servePackages, type PackageServer } from './support/packages.js';
import { callerOf } from './support/rexflow.js';
import { treeOf } from './support/seen.js';

// Layouts as Capistrano, Deployer, Ansistrano and Spug make them, taken over, released into, undone and rolled back to.
vi.setConfig({ testTimeout: 180_000 });

type Tool = 'capistrano' | 'deployer' | 'ansistrano' | 'spug';
const tools: Tool[] = ['capistrano', 'deployer', 'ansistrano', 'spug'];

let estate: Estate;
let home: string;
let served: PackageServer;
const packages: Record<string, Buffer> = {};

const rootOf = (tool: string): string => join(home, tool);
const link = (tool: string): string => join(rootOf(tool), 'current');
const index = (tool: string): string => readFileSync(join(link(tool), 'index.html'), 'utf8');

/** What is said of the place at first: its root, or the link where a tool knows no root. */
const placeOf = (tool: Tool): string => (tool === 'spug' ? link(tool) : rootOf(tool));

/** A deploy of the tool itself. */
function deploy(tool: Tool, number: number, root = rootOf(tool)): string {
  const files = join(home, 'files');
  mkdirSync(join(files, 'public'), { recursive: true });
  writeFileSync(join(files, 'index.html'), `${tool} ${number}`);
  return writtenLayouts[tool]({ root, number, files, keptFiles: '.env', keptDirs: 'public/uploads' });
}

/** The same where nothing was: data is there before, as on servers that are in use. */
function begin(tool: Tool, root = rootOf(tool)): string {
  if (tool === 'spug') return deploy(tool, 1, root);
  mkdirSync(join(root, 'shared/public/uploads'), { recursive: true });
  writeFileSync(join(root, 'shared/.env'), `SECRET=${tool}\n`, { mode: 0o640 });
  writeFileSync(join(root, 'shared/public/uploads/photo'), Buffer.from([0, 255, 10, 13]));
  return deploy(tool, 1, root);
}

beforeAll(async () => {
  served = await servePackages(packages);
  estate = await startEstate({ apps: [{}] });
  const [{ app, sshd }] = estate.hosts as [(typeof estate.hosts)[number]];
  home = join(app.dir, 'more');
  mkdirSync(home);
  const group = (program: string, name: string) => ({
    paths: { program },
    service: { type: 'none' },
    package: { top: ['index.html', 'public'] },
    apps: { [`${name}-1`]: { host: 'web-1' } },
  });
  const fleet = {
    version: 1,
    hosts: { 'web-1': { address: app.host, login: { user: sshd.user, port: sshd.port } } },
    groups: {
      ...Object.fromEntries(tools.map((tool) => [tool, group(placeOf(tool), tool)])),
      mixed: {
        service: { type: 'none' },
        package: { top: ['index.html'] },
        apps: {
          'mixed-1': { host: 'web-1', paths: { program: join(home, 'mixed-1/current') } },
          'mixed-2': { host: 'web-1', paths: { program: join(home, 'mixed-2/current') } },
        },
      },
    },
  };
  for (const tool of tools) begin(tool);
  const applied = await ask('POST', '/v1/fleet', { documents: [fleet] });
  expect(applied.status, JSON.stringify(applied.body)).toBe(200);
});
afterAll(async () => {
  await served?.close();
  await estate?.stop();
});

const ask = (method: string, path: string, body?: unknown) => askJson(estate, method, path, body);
async function adopt(body: object): Promise<AdoptionView> {
  const answer = await ask('POST', '/v1/adoptions', body);
  expect(answer.status, JSON.stringify(answer.body)).toBe(200);
  return answer.body as unknown as AdoptionView;
}

interface Ended {
  id: string;
  outcome: string;
  apps: { facts: { findings?: Finding[] } }[];
}

async function settled(path: string, body: object): Promise<Ended> {
  const taken = await ask('POST', path, body);
  expect(taken.status, JSON.stringify(taken.body)).toBe(202);
  const id = String(taken.at('id'));
  await settledJob(estate, id);
  return (await ask('GET', `/v1/releases/${id}`)).body as unknown as Ended;
}

function release(apps: string, files: Record<string, string>): Promise<Ended> {
  const url = `${served.url}/${Object.keys(packages).length}.tgz`;
  packages[url.slice(url.lastIndexOf('/') + 1)] = packed(files);
  return settled('/v1/releases', { apps, source: { type: 'url', url, full: 2 } });
}

async function finding(apps: string): Promise<Finding | undefined> {
  const { apps: parts } = await settled('/v1/actions', { action: 'doctor', parameters: { k: apps } });
  return parts[0]!.facts.findings!.find(({ name }) => name === 'app.layout');
}

const done = { outcome: 'done' };

test.each(tools)(
  '%s: recognised, taken over, released into, undone, released into, rolled back; its data stays',
  async (tool) => {
    const [root, live] = [rootOf(tool), realpathSync(link(tool))];
    const keeps = tool !== 'spug';
    const before = treeOf(root);
    const kept = join(root, 'shared');
    const inodes = () =>
      keeps ? ['.env', 'public/uploads/photo'].map((path) => statSync(join(link(tool), path)).ino) : [];
    const data = inodes();
    const advice = expect.stringContaining(`rexflow adopt ${tool}-1`);
    expect(await finding(tool)).toMatchObject(keeps ? { state: 'warning', advice } : { state: 'ok' });

    const found = await adopt({ apps: [tool] });
    expect(found).toMatchObject({
      ...{ plan: expect.stringMatching(/^[0-9a-f]{64}$/), problems: [], applied: false },
      items: [
        {
          ...{ app: `${tool}-1`, host: 'web-1', at: placeOf(tool), refused: null },
          layout: { tool, root, link: link(tool), live, shared: keeps ? ['.env', 'public/uploads/'] : [] },
        },
      ],
      fleet: {
        groups: keeps
          ? { [tool]: { paths: { program: link(tool), shared: kept }, shared: ['.env', 'public/uploads/'] } }
          : {},
      },
    });
    expect((await ask('GET', `/v1/groups/${tool}`)).at('settings.paths.program')).toBe(placeOf(tool));
    expect(treeOf(root)).toEqual(before);
    expect((await ask('POST', '/v1/adoptions', { apps: [tool], apply: '0'.repeat(64) })).body).toMatchObject({
      code: 'ADOPTION_CHANGED',
    });
    const set = await adopt({ apps: [tool], apply: found.plan });
    expect([set.applied, set.changes.map(({ kind, name }) => `${kind} ${name}`)]).toEqual([
      true,
      keeps ? [`group ${tool}`, `app ${tool}-1`] : [],
    ]);
    expect((await ask('GET', `/v1/groups/${tool}`)).at('settings.paths.program')).toBe(link(tool));
    const audit = (await ask('GET', '/v1/audit?action=change%20catalogue&limit=1')).at('items');
    if (keeps) expect(JSON.stringify(audit)).toContain(`in ${root}`);
    expect(treeOf(root)).toEqual(before);
    expect(await finding(tool)).toMatchObject({ state: 'ok' });
    expect((await adopt({ apps: [tool] })).changes).toEqual([]);

    const first = await release(tool, { 'index.html': 'one', 'public/page': 'p', 'public/uploads/sample': 's' });
    expect(first, JSON.stringify(first)).toMatchObject(done);
    expect([index(tool), realpathSync(link(tool)).startsWith(`${link(tool)}_`), inodes()]).toEqual(['one', true, data]);
    expect((await settled(`/v1/releases/${first.id}/undo`, {})).outcome).toBe('done');
    expect([realpathSync(link(tool)), inodes()]).toEqual([live, data]);
    expect(await release(tool, { 'index.html': 'two' })).toMatchObject(done);
    expect([index(tool), inodes()]).toEqual(['two', data]);
    expect(await settled('/v1/rollbacks', { apps: tool })).toMatchObject(done);
    expect([realpathSync(link(tool)), index(tool), inodes()]).toEqual([live, `${tool} 1`, data]);
    const own = ([path]: [string, string]) => !/^(current|\.rexflow)/.test(path);
    expect(Object.fromEntries(Object.entries(treeOf(root)).filter(own))).toEqual(
      Object.fromEntries(Object.entries(before).filter(own)),
    );
  },
);

test('a deploy of the other tool after a release of ours is noticed, and what we released is still there', async () => {
  expect(await release('capistrano', { 'index.html': 'three' })).toMatchObject(done);
  const ours = realpathSync(link('capistrano'));
  const theirs = deploy('capistrano', 2);
  expect(await finding('capistrano')).toMatchObject({
    state: 'warning',
    message: `${link('capistrano')} leads to ${theirs}, which Capistrano made: rexflow released ${ours} there before`,
  });
  expect((await adopt({ apps: ['capistrano'] })).items[0]!.notes.join()).toContain(ours);
  expect(await release('capistrano', { 'index.html': 'four' })).toMatchObject(done);
  expect(await settled('/v1/rollbacks', { apps: 'capistrano' })).toMatchObject(done);
  expect(realpathSync(link('capistrano'))).toBe(theirs);
});

test('different layouts in one group are named host by host, and not taken over; neither is what is none', async () => {
  begin('capistrano', join(home, 'mixed-1'));
  const absent = await adopt({ apps: ['mixed'] });
  expect(absent.problems).toEqual([
    expect.stringContaining(`mixed-2 (web-1): ${join(home, 'mixed-2/current')} is not there`),
  ]);
  begin('deployer', join(home, 'mixed-2'));
  const found = await adopt({ apps: ['mixed'] });
  expect([found.plan, found.problems]).toEqual([
    null,
    [
      'mixed-2 (web-1) has Deployer, and keeps .env, public/uploads/: mixed-1 (web-1) has Capistrano, and keeps .env, public/uploads/',
    ],
  ]);
  const refused = await ask('POST', '/v1/adoptions', { apps: ['mixed'], apply: '0'.repeat(64) });
  expect([refused.status, refused.at('code')]).toEqual([409, 'ADOPTION_UNFIT']);
  const one = await adopt({ apps: ['mixed-1'] });
  expect(one.problems).toEqual([expect.stringContaining('mixed has other apps')]);
  const lone = await ask('POST', '/v1/adoptions', { apps: ['nobody'] });
  expect([lone.status, lone.at('code')]).toEqual([404, 'APP_ABSENT']);
});

test('the command shows a plan with the lines of the fleet file, in both languages, and sets only what it showed', async () => {
  const root = join(home, 'cli');
  begin('ansistrano', root);
  const document = {
    version: 1,
    groups: {
      cli: { paths: { program: root }, service: { type: 'none' }, apps: { 'cli-1': { host: 'web-1' } } },
    },
  };
  expect((await ask('POST', '/v1/fleet', { documents: [document] })).status).toBe(200);
  // A look takes no key of a host on trust; the doctor may be the first who meets it.
  expect(await finding('cli')).toMatchObject({
    state: 'warning',
    advice: expect.stringContaining('rexflow adopt cli-1'),
  });
  const env = { REXFLOW_URL: estate.url, REXFLOW_TOKEN: estate.token };
  const shown = await callerOf(estate, env).call('adopt', 'cli');
  expect([shown.status, shown.stderr]).toEqual([0, '']);
  expect(shown.stdout).toContain(`cli-1 (web-1): ${root}/current is of Ansistrano`);
  expect(shown.stdout).toContain(
    [
      '  version: 1',
      '  groups:',
      '    cli:',
      '      paths:',
      `        program: ${root}/current`,
      `        shared: ${root}/shared`,
      '      shared:',
      '        - .env',
      '        - public/uploads/',
    ].join('\n'),
  );
  const command = /adopt cli --apply --plan ([0-9a-f]{64})/.exec(shown.stdout);
  expect(command).not.toBeNull();
  const chinese = await callerOf(estate, { ...env, REXFLOW_LANGUAGE: 'zh' }).call('adopt', 'cli');
  expect(chinese.stdout).toMatch(/共享且保持原位[^]*要在此布局中发布[^]*写入设置/);
  const unasked = await callerOf(estate, env).call('adopt', 'cli', '--apply');
  expect([unasked.status, unasked.stderr.includes(command![1]!)]).toEqual([2, true]);
  deploy('ansistrano', 2, root);
  const stale = await callerOf(estate, env).call('adopt', 'cli', '--apply', '--plan', command![1]!);
  expect([stale.status, stale.stderr.includes('is not what the plan')]).toEqual([3, true]);
  const [, hash] = /--plan ([0-9a-f]{64})/.exec((await callerOf(estate, env).call('adopt', 'cli')).stdout)!;
  const set = await callerOf(estate, env).call('adopt', 'cli', '--apply', '--plan', hash!);
  expect([set.status, set.stdout]).toEqual([0, expect.stringContaining('rexflow plan cli')]);
});
