import {
  chmodSync,
  existsSync,
  lstatSync,
  mkdirSync,
  readFileSync,
  renameSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { partDirectory } from '../model/paths.js';
import type { StepContext } from '../model/step.js';
import { payloadOf } from '../testing/payload.js';
import { hostsOfEachTest } from '../testing/hosts.js';
import { inspectStep } from './inspect.js';
import { sealExactlyStep, sealStep } from './seal.js';

const { host } = hostsOfEachTest();
const sum = createHash('sha256').update('B').digest('hex');

/** A host a release was carried to, as it lies before it is sealed. */
function carried() {
  const made = host();
  const { context, send, directory } = made;
  const payload = payloadOf(2, 2, `${sum}  VERSION\n`, `${sum}  VERSION\n`);
  const shipped: StepContext = { ...context, payload };
  expect(send(inspectStep.instruct(shipped)).facts.trouble).toBeUndefined();
  const [program, config] = [context.paths.program, context.paths.config!];
  for (const path of [program, config]) directory(partDirectory(path), 'B');
  return { ...made, context: shipped, program, config };
}

/** A directory of programs whose `mv` does something before a path gets the name of the program. */
function meddling(root: string, program: string, line: string): string {
  const programs = join(root, 'programs');
  mkdirSync(programs);
  const words = ['#!/bin/sh', `case "$*" in *" ${program}") ${line} ;; esac`, 'exec /bin/mv "$@"', ''];
  writeFileSync(join(programs, 'mv'), words.join('\n'));
  chmodSync(join(programs, 'mv'), 0o755);
  return programs;
}

test.each([
  ['another content', (dir: string) => `printf X >${dir}/VERSION`],
  ['the same content, written again', (dir: string) => `printf B >${dir}/VERSION`],
  ['a file more', (dir: string) => `: >${dir}/more`],
  ['a file less', (dir: string) => `rm ${dir}/VERSION`],
  ['another mode of a directory', (dir: string) => `mkdir -m 700 ${dir}/sub`],
])('what is written between the look and the name is no seal: %s', (_what, line) => {
  const { context, send, root, program, config } = carried();
  const programs = meddling(root, program, line(partDirectory(program)));
  const { facts } = send(sealStep.instruct(context), { programs });
  expect(facts).toMatchObject({ mismatch: 'yes' });
  expect(facts.sealed).toBeUndefined();
  expect([program, config].map((path) => existsSync(path))).toEqual([false, false]);
  expect([program, config].map((path) => existsSync(partDirectory(path)))).toEqual([true, true]);
  const journal = readFileSync(join(context.paths.state, 'journal'), 'utf8');
  expect(journal).not.toContain('seal sealed');
});

test('setuid and setgid that were named are given where the way here took them, and never through a link', () => {
  const { context, send, program } = carried();
  chmodSync(join(partDirectory(program), 'VERSION'), 0o755);
  const named = (line: string): StepContext => ({ ...context, payload: { ...context.payload!, privileges: line } });
  symlinkSync('VERSION', join(partDirectory(program), 'link'));
  expect(send(sealStep.instruct(named('6755 link'))).facts).toMatchObject({ trouble: 'VERIFY_FAILED' });
  expect(lstatSync(join(partDirectory(program), 'VERSION')).mode & 0o7777).toBe(0o755);
  expect(send(sealStep.instruct(named('6755 gone'))).facts).toMatchObject({ trouble: 'VERIFY_FAILED' });
  expect(send(sealStep.instruct(named('6755 VERSION'))).facts).toMatchObject({ sealed: 'yes' });
  expect(lstatSync(join(program, 'VERSION')).mode & 0o7777).toBe(0o6755);
});

test('after an exact carry it is a failure that names the directory', () => {
  const { context, send, root, program } = carried();
  const programs = meddling(root, program, `printf B >${partDirectory(program)}/VERSION`);
  const known = { ...context, facts: { mismatch: 'yes' } };
  expect(send(sealExactlyStep.instruct(known), { programs }).facts).toMatchObject({
    trouble: 'VERIFY_FAILED',
    detail_path: program,
  });
  expect(existsSync(program)).toBe(false);
});

test('the configuration is held against what was verified as well', () => {
  const { context, send, root, program, config } = carried();
  const programs = meddling(root, program, `printf X >${config}/VERSION`);
  expect(send(sealStep.instruct(context), { programs }).facts).toMatchObject({ mismatch: 'yes' });
  expect(existsSync(config)).toBe(false);
});

test('what nobody wrote to is sealed, and a script that ended after the name goes on from there', () => {
  const { context, send, program } = carried();
  expect(send(sealStep.instruct(context)).facts).toMatchObject({ sealed: 'yes', mismatch: 'no' });
  const journal = join(context.paths.state, 'journal');
  const text = readFileSync(journal, 'utf8');
  expect(text).toContain('seal naming\n');
  // As it is when the host went down between the two.
  writeFileSync(journal, text.replace(/.*seal sealed\n/, ''));
  expect(send(sealStep.instruct(context)).facts).toMatchObject({ sealed: 'yes' });
  writeFileSync(journal, text.replace(/.*seal sealed\n/, ''));
  writeFileSync(join(program, 'VERSION'), 'X');
  expect(send(sealStep.instruct(context)).facts).toMatchObject({ mismatch: 'yes' });
  // Asked from the start, it is a part again, to be carried over.
  renameSync(partDirectory(program), program);
  expect(send(inspectStep.instruct(context)).facts).not.toMatchObject({ sealed: 'yes' });
  expect(existsSync(program)).toBe(false);
  expect(existsSync(partDirectory(program))).toBe(true);
});

test('a directory that has the name of the release, and that no release known made, is left as it is and named', () => {
  const { context, send, directory } = host();
  directory(context.paths.program, 'theirs');
  const { facts } = send(inspectStep.instruct({ ...context, payload: payloadOf(2, 2, `${sum}  VERSION\n`, '') }));
  expect(facts).toMatchObject({ trouble: 'RELEASE_EXISTS', detail_path: context.paths.program });
  expect(readFileSync(join(context.paths.program, 'VERSION'), 'utf8')).toContain('theirs');
});
