import { cpSync, readFileSync, rmSync, statSync, symlinkSync, utimesSync, writeFileSync } from 'node:fs';
import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { partDirectory } from '../model/paths.js';
import type { StepContext } from '../model/step.js';
import { payloadOf, listOf } from '../testing/payload.js';
import { hostsOfEachTest } from '../testing/hosts.js';
import { deltaOf, type TreeList } from '../model/treeList.js';
import { inspectStep } from './inspect.js';
import { sealStep } from './seal.js';

const { host } = hostsOfEachTest();
const sha = (text: string): string => createHash('sha256').update(text).digest('hex');
const linesOf = (files: Record<string, string>): TreeList =>
  listOf(
    Object.entries(files)
      .map(([path, text]) => `${sha(text)}  ${path}\n`)
      .sort()
      .join(''),
  );

const names = ['a', 'b', 'with blank', "it's", 'zweite'];
const first = Object.fromEntries(names.map((name) => [name, `1 ${name}`]));

/** A host on which a first release was sealed and is live, and the carry of a second one that changed `changes`. */
function secondRelease(
  changes: Record<string, string>,
  meddle: (live: string) => void = () => undefined,
  carried: (state: string) => void = () => undefined,
) {
  const made = host('nested');
  const { app, send, context } = made;
  const fill = (dir: string, files: Record<string, string>): void => {
    for (const [name, text] of Object.entries(files)) writeFileSync(join(dir, name), text);
  };
  const seal = (of: StepContext, files: Record<string, string>) => {
    send(inspectStep.instruct(of));
    fill(partDirectory(of.paths.program), files);
    return send(sealStep.instruct(of));
  };
  const list = linesOf(first);
  const one = { ...context, payload: { ...payloadOf(1, names.length), program: list, config: null } };
  expect(seal(one, first).facts).toMatchObject({ sealed: 'yes', checked: '5' });
  symlinkSync(one.paths.program, app.programLink);
  meddle(one.paths.program);
  const files = { ...first, ...changes };
  const stamp = '20261124_111213';
  const paths = { ...one.paths, program: one.paths.program.replace(context.stamp, stamp) };
  const payload = { ...payloadOf(1, Object.keys(files).length), program: linesOf(files), config: null, live: list };
  const two: StepContext = { ...one, requestId: 'request-2', stamp, paths, payload };
  const facts = send(inspectStep.instruct(two)).facts;
  expect(facts.sealed_sum).toBe(list.sum);
  cpSync(one.paths.program, partDirectory(paths.program), { recursive: true, preserveTimestamps: true });
  fill(partDirectory(paths.program), changes);
  carried(two.paths.state);
  const instruction = sealStep.instruct({ ...two, facts });
  if (instruction.do !== 'script') throw new Error('no script');
  const sent = Buffer.concat([Buffer.from(instruction.script), ...instruction.input!]).toString();
  return { ...made, seen: send(instruction), sent, paths, list };
}

test('only what differs from the live release is sent as a list and read on the host', () => {
  const { seen, sent, paths, context } = secondRelease({ b: '2', new: 'n' });
  expect(seen.facts).toMatchObject({ sealed: 'yes', mismatch: 'no', checked: '2' });
  expect(sent).not.toContain(sha('1 a'));
  expect(sent).toContain(sha('n'));
  const kept = join(context.paths.state, 'sealed', `${paths.program.split('/').at(-1)}.list`);
  expect(readFileSync(kept, 'utf8')).toBe(linesOf({ ...first, b: '2', new: 'n' }).text);
});

test('everything is read when the host went down since the carry began', () => {
  const { seen } = secondRelease({ b: '2' }, undefined, (state) => {
    writeFileSync(join(state, 'carried_since'), 'another boot\n');
  });
  expect(seen.facts).toMatchObject({ sealed: 'yes', checked: '5' });
});

test('a live file that was written in place is not believed, however its size and time were set', () => {
  const { seen } = secondRelease({ b: '2' }, (live) => {
    const file = join(live, 'a');
    const { atime, mtime } = statSync(file);
    writeFileSync(file, '! a');
    utimesSync(file, atime, mtime);
  });
  expect(seen.facts).toMatchObject({ mismatch: 'yes' });
});

test('a host that lost its lists is sent all of them, and reads everything', () => {
  const made = host('nested');
  const { send, context } = made;
  const list = linesOf(first);
  const payload = { ...payloadOf(1, names.length), program: list, config: null, live: list };
  const laden = { ...context, payload };
  const facts = send(inspectStep.instruct(laden)).facts;
  expect(facts.sealed_sum).toBeUndefined();
  for (const [name, text] of Object.entries(first))
    writeFileSync(join(partDirectory(context.paths.program), name), text);
  expect(send(sealStep.instruct({ ...laden, facts })).facts).toMatchObject({ sealed: 'yes', checked: '5' });
  rmSync(join(context.paths.state, 'sealed'), { recursive: true });
});

test('the difference of two lists turns one into the other', () => {
  const [from, to] = [linesOf({ a: '1', b: '1' }), linesOf({ b: '1', c: '1' })];
  const text = `-${sha('1')}  a\n+${sha('1')}  c\n`;
  expect(deltaOf(from, to)).toEqual({ text, bytes: new TextEncoder().encode(text) });
  expect(deltaOf(to, to).text).toBe('');
  // All hosts that share the two lists are sent the same bytes.
  expect(deltaOf(from, to)).toBe(deltaOf(from, to));
});

test('a seal whose lists did not come whole seals nothing, and says what could not be written', () => {
  const { context, send } = host('nested');
  const files = { one: 'text' };
  const payload = { ...payloadOf(1, 1), program: linesOf(files), config: null };
  const of: StepContext = { ...context, payload };
  send(inspectStep.instruct(of));
  writeFileSync(join(partDirectory(of.paths.program), 'one'), files.one);
  const instruction = sealStep.instruct(of);
  if (instruction.do !== 'script') throw new Error('no script');
  const cut = instruction.input!.map((bytes) => bytes.subarray(0, -1));
  const { status, facts } = send({ ...instruction, input: cut });
  expect(status).not.toBe(0);
  expect(facts).toMatchObject({ trouble: 'NOT_WRITABLE' });
  expect(facts.detail_path).toContain('/coming.');
  expect(facts.sealed).toBeUndefined();
  expect(send(instruction).facts).toMatchObject({ sealed: 'yes' });
});
