import { afterEach, expect, test, vi } from 'vitest';
import type { Client } from '#api/client';
import type { Caller } from '#config/caller';
import { releaseOf } from '../board/many.fixture.js';
import type { CliContext } from '../context/cliContext.js';
import { runCommandLine } from '../program.js';

const commit = '9f3c2ab0c1d2e3f4a5b6c7d8e9f0a1b2c3d4e5f6';
const job = {
  server: 'GitLab',
  provenance: { version: '2.0.0', commit, branch: 'main', build: 'https://ci.example/4711' },
  onBehalfOf: 'zhang.min',
};

const written = vi.spyOn(process.stdout, 'write').mockImplementation(() => true);
const complained = vi.spyOn(process.stderr, 'write').mockImplementation(() => true);
afterEach(() => {
  written.mockClear();
  complained.mockClear();
});

/** What a command line asks of the gateway, how it ends, and what it writes. */
async function asked(line: readonly string[], ci: Caller['ci'] = null) {
  const calls: [id: string, input: Record<string, unknown>][] = [];
  const client = {
    call: (id: string, input: Record<string, unknown>) => {
      calls.push([id, input]);
      return Promise.resolve(id.startsWith('list') ? { items: [], next: null } : releaseOf(1));
    },
  } as unknown as Client;
  const context = {
    caller: { ci } as Caller,
    paint: { green: String, red: String, yellow: String },
    answer: () => undefined,
    client: () => client,
  } as unknown as CliContext;
  const exit = await runCommandLine(line, { version: '0.9.9', openContext: () => context });
  const [first] = calls;
  return { exit, id: first?.[0], body: first?.[1].body, query: first?.[1].query, text: written.mock.calls.join('') };
}

const release = ['release', 'web', '--no-wait'];
test('what is told of a release goes with it', async () => {
  const told = ['--version', '2.1.0', '--commit', 'abcdef0', '--branch', 'x', '--build', '42', '--note', 'basket'];
  expect(await asked([...release, ...told, '--on-behalf-of', 'Li Na'])).toMatchObject({
    exit: 0,
    id: 'createRelease',
    body: {
      apps: ['web'],
      provenance: { version: '2.1.0', commit: 'abcdef0', branch: 'x', build: '42' },
      note: 'basket',
      onBehalfOf: 'Li Na',
    },
  });
  expect((await asked(release)).body).toEqual({ apps: ['web'] });
});

test('a CI job tells what it builds and who started it; what was given goes first, and --no-ci takes nothing', async () => {
  expect((await asked(release, job)).body).toEqual({
    apps: ['web'],
    provenance: job.provenance,
    onBehalfOf: 'zhang.min',
  });
  expect((await asked([...release, '--version', '2.1.0', '--on-behalf-of', 'Li Na'], job)).body).toMatchObject({
    provenance: { ...job.provenance, version: '2.1.0' },
    onBehalfOf: 'Li Na',
  });
  expect((await asked([...release, '--no-ci'], job)).body).toEqual({ apps: ['web'] });
});

test.each([
  [['release', 'web', '--senv', 'uat', '--no-wait'], 'createRelease'],
  [['promote', 'web', '--from', 'uat', '--no-wait'], 'createPromotion'],
  [['rollback', 'web', '--no-wait'], 'createRollback'],
])('%j was not built by the CI job, but started by somebody', async (line, id) => {
  const found = await asked(line, job);
  expect(found).toMatchObject({ id, body: { onBehalfOf: 'zhang.min' } });
  expect(found.body).not.toHaveProperty('provenance');
});

test('--version is that of rexflow before a command, and that of a program behind it', async () => {
  for (const line of [['--version'], ['-V'], ['--json', '--version'], ['--version', 'list']]) {
    expect(await asked(line)).toMatchObject({ exit: 0, id: undefined, text: '0.9.9\n' });
    written.mockClear();
  }
  expect(await asked(['where', '--version', '2.1.0'])).toMatchObject({
    ...{ exit: 0, id: 'listApps', text: '' },
    query: { version: '2.1.0' },
  });
  expect(await asked(['list', '--commit', 'ABCD', '--json'])).toMatchObject({
    id: 'listReleases',
    query: { commit: 'abcd' },
  });
  expect(await asked(['apps', '--version'])).toMatchObject({ exit: 2, text: '' });
});

test.each([
  ['--commit', 'main'],
  ['--version', 'x'.repeat(129)],
  ['--build', 'javascript:alert(1)'],
  ['--note', 'x'.repeat(2001)],
])('%s %s is refused before anything is asked', async (option, value) => {
  expect(await asked([...release, option, value])).toMatchObject({ exit: 2, id: undefined });
  expect(complained.mock.calls.join('')).toContain(option);
});
