import { createHash } from 'node:crypto';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  rmSync,
  symlinkSync,
  truncateSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test, vi } from 'vitest';
import { hostDrift } from '../drift/hostDrift.js';
import { driftFound } from '../findings/drift.js';
import { partDirectory } from '../model/paths.js';
import { payloadOf, listOf } from '../testing/payload.js';
import { hostsOfEachTest } from '../testing/hosts.js';
import { driftStep } from './drift.js';
import { inspectStep } from './inspect.js';
import { sealStep } from './seal.js';

const { host } = hostsOfEachTest();
const program = { 'lib/a.js': 'a', 'with blank': 'b', 'back\\slash': 'c', 'line\nbreak': 'd' };
const config = { 'app.conf': 'port=1' };

/** The list of a tree as `sha256sum` spells it. */
function list(files: Record<string, string>) {
  const lines = Object.entries(files).map(([name, text]) => {
    const sum = createHash('sha256').update(text).digest('hex');
    const spelled = name.replaceAll('\\', '\\\\').replaceAll('\n', '\\n');
    return `${spelled === name ? '' : '\\'}${sum}  ${spelled}\n`;
  });
  return listOf(lines.sort().join(''));
}

const fill = (dir: string, files: Record<string, string>): void => {
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(join(dir, name, '..'), { recursive: true });
    writeFileSync(join(dir, name), text);
  }
};

/** A host whose live release was sealed by us. */
function released() {
  const made = host();
  const { app, context, send } = made;
  const files = Object.keys(program).length + 1;
  const one = { ...context, payload: { ...payloadOf(1, files), program: list(program), config: list(config) } };
  send(inspectStep.instruct(one));
  fill(partDirectory(one.paths.program), program);
  fill(partDirectory(one.paths.config!), config);
  expect(send(sealStep.instruct(one)).facts.sealed).toBe('yes');
  symlinkSync(one.paths.program, app.programLink);
  symlinkSync(one.paths.config!, app.configLink);
  const look = () => driftFound(send(driftStep.instruct(one)).facts);
  return { ...made, look, one };
}

test.each(['mawk', 'gawk'])('by %s a name with a backslash is spelled as it was sealed', (awk) => {
  const path = ['/usr/bin', '/bin'].map((dir) => join(dir, awk)).find((file) => existsSync(file));
  if (path === undefined) return;
  const bin = mkdtempSync(join(tmpdir(), 'rexflow-awk-'));
  symlinkSync(path, join(bin, 'awk'));
  vi.stubEnv('PATH', `${bin}:${process.env.PATH}`);
  try {
    expect(released().look()).toMatchObject({ state: 'exact', paths: [] });
  } finally {
    vi.unstubAllEnvs();
    rmSync(bin, { recursive: true });
  }
});

test('what nobody touched is exactly the release that is live', () => {
  const { look, one, context } = released();
  expect(look()).toEqual({
    state: 'exact',
    release: context.stamp,
    digest: one.payload.program.sum,
    files: { total: 0, changed: 0, deleted: 0, added: 0 },
    paths: [],
  });
});

test('each file that is another one is named, whatever its name and times are', () => {
  const { app, look } = released();
  const at = (name: string): string => join(app.programLink, name);
  writeFileSync(at('lib/a.js'), 'A');
  utimesSync(at('lib/a.js'), 0, 0);
  rmSync(at('with blank'));
  writeFileSync(at('back\\slash'), 'C');
  writeFileSync(at('line\nbreak'), 'D');
  writeFileSync(at('new one'), '');
  writeFileSync(join(app.configLink, 'app.conf'), 'port=2');
  expect(look()).toMatchObject({
    state: 'drifted',
    files: { total: 6, changed: 4, deleted: 1, added: 1 },
    paths: [
      'changed program/\\back\\\\slash',
      'changed program/\\line\\nbreak',
      'changed program/lib/a.js',
      'added program/new one',
      'deleted program/with blank',
      'changed config/app.conf',
    ],
  });
});

test('a file that was touched and is what it was is no drift', () => {
  const { app, look } = released();
  writeFileSync(join(app.programLink, 'lib/a.js'), 'a');
  expect(look().state).toBe('exact');
});

test('without the notes of inodes every file is read', () => {
  const { app, look, context } = released();
  const sealed = join(context.paths.state, 'sealed');
  for (const name of readdirSync(sealed).filter((one) => one.endsWith('.files'))) rmSync(join(sealed, name));
  expect(look().state).toBe('exact');
  writeFileSync(join(app.programLink, 'lib/a.js'), 'A');
  expect(look().paths).toEqual(['changed program/lib/a.js']);
});

test.skipIf(process.getuid!() === 0)('a file that cannot be read is told as such', () => {
  const { app, look } = released();
  chmodSync(join(app.programLink, 'lib/a.js'), 0);
  expect(look().paths).toEqual(['unreadable program/lib/a.js']);
});

test('what rexflow did not make, or is not there, is unknown', () => {
  const made = host();
  const look = () => driftFound(made.send(driftStep.instruct(made.context)).facts);
  expect(look()).toMatchObject({ state: 'unknown', release: null, digest: null });
  made.liveAt(made.app.programLink, made.directory(`${made.app.programLink}_20260101_000000`, 'A'));
  expect(look()).toMatchObject({ state: 'unknown', release: '20260101_000000', digest: null });
});

test('a large file that was added is told and not read', () => {
  const { app, look, send, one } = released();
  const at = join(app.programLink, 'app.log');
  writeFileSync(at, '');
  truncateSync(at, 65 * 1024 * 1024);
  const { facts } = send(driftStep.instruct(one));
  expect(look()).toMatchObject({ files: { total: 1, added: 1 }, paths: ['added program/app.log'] });
  // Where find knows no -printf, nobody knows how large it is.
  expect(facts.drift_lines).toMatch(/^added - (-|[0-9a-f]{64}) program\/app\.log$/);
});

const next = (one: ReturnType<typeof released>['one']) => ({ ...one, requestId: 'next', fence: 9 });

test('a rollback reads no file that was added: it names them and goes on', () => {
  const { app, send, one } = released();
  writeFileSync(join(app.programLink, 'app.log'), 'x');
  writeFileSync(join(app.programLink, 'lib/a.js'), 'A');
  const { facts } = send(inspectStep.instruct({ ...next(one), payload: null }));
  expect(facts.drift_lines?.replaceAll(/[0-9a-f]{64}/g, 'sum').split('\n')).toEqual([
    'added - - program/app.log',
    'changed sum sum program/lib/a.js',
  ]);
});

test('what a changed file holds is no part of what a plan is held to, its name is', () => {
  const { app, send, one } = released();
  const identity = (): string => hostDrift(send(driftStep.instruct(one)).facts)!.identity;
  const write = (name: string, text: string): void => writeFileSync(join(app.programLink, name), text);
  write('app.log', '1');
  write('lib/a.js', 'A');
  const planned = identity();
  write('app.log', '1 2');
  write('lib/a.js', 'B');
  expect(identity()).toBe(planned);
  write('more.log', '1');
  expect(identity()).not.toBe(planned);
});

test('of added files a release reads no more than it may carry', () => {
  const { app, send, one } = released();
  for (const name of ['1.log', '2.log', '3.log']) {
    writeFileSync(join(app.programLink, name), '');
    truncateSync(join(app.programLink, name), 30 * 1024 * 1024);
  }
  const stamp = '20270101_000000';
  const paths = { ...one.paths, program: `${app.programLink}_${stamp}`, config: `${app.configLink}_${stamp}` };
  const { facts } = send(inspectStep.instruct({ ...next(one), stamp, paths }));
  const lines = facts.drift_lines!.split('\n');
  expect(lines).toHaveLength(3);
  expect(lines.filter((line) => line.startsWith('added - - '))).toHaveLength(1);
});

test('a look that does not come to its end says so, and the host goes on', () => {
  const { app, send, one, root } = released();
  writeFileSync(join(app.programLink, 'lib/a.js'), 'A');
  const bin = join(root, 'bin');
  mkdirSync(bin);
  // As it ends what takes too long.
  writeFileSync(join(bin, 'timeout'), '#!/bin/sh\nexit 124\n', { mode: 0o755 });
  const { facts, status } = send(inspectStep.instruct({ ...next(one), payload: null }), { programs: bin });
  expect([status, facts.trouble, facts.drift]).toEqual([0, undefined, 'unknown']);
  expect(facts.drift_unseen).toBe(`hold ${one.paths.program} against what was released`);
});
