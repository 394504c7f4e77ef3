import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, readdirSync, rmSync, symlinkSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { partDirectory } from '../model/paths.js';
import type { TreePatch, StepContext } from '../model/step.js';
import { first, linesOfFiles as lines, liveOn, nextConfig, second, type Files } from '../testing/releasePatch.js';
import { hostsOfEachTest } from '../testing/hosts.js';
import { inspectStep } from './inspect.js';

const { host } = hostsOfEachTest();
const held = (dir: string): Files =>
  Object.fromEntries(readdirSync(dir).map((name) => [name, readFileSync(join(dir, name), 'utf8')]));

const live = () => liveOn(host());

const brought = (paths: StepContext['paths']): void => {
  expect([held(paths.program), held(paths.config!)]).toEqual([second, nextConfig]);
  expect([paths.program, paths.config!].some((path) => existsSync(partDirectory(path)))).toBe(false);
};

test('a release that differs little is made of the live one, verified, sealed and armed by one script', () => {
  const { two, before, send } = live();
  const { facts } = send(inspectStep.instruct(two));
  expect(facts).toMatchObject({ sealed: 'yes', mismatch: 'no', checked: '2', carry_method: 'difference' });
  expect(Number(facts.bytes_sent)).toBeGreaterThan(0);
  brought(two.paths);
  expect(held(before.program)).toEqual(first);
  expect(existsSync(join(two.paths.state, 'live.rexflow'))).toBe(true);
  expect(readdirSync(two.paths.state).filter((name) => name.startsWith('coming'))).toEqual([]);
});

test('the release after it is brought the same way: what was brought is known as what was carried is', () => {
  const { two, app, send } = live();
  send(inspectStep.instruct(two));
  for (const [link, path] of [
    [app.programLink, two.paths.program],
    [app.configLink, two.paths.config!],
  ] as const) {
    spawnSync('ln', ['-sfn', path, link]);
  }
  const stamp = '20261125_111213';
  const named = (path: string): string => path.replace(two.stamp, stamp);
  const paths = { ...two.paths, program: named(two.paths.program), config: named(two.paths.config!) };
  const none = Buffer.alloc(0);
  const nothing = (entries: number): TreePatch => ({ gone: none, come: none, lines: '', entries });
  const patch = { program: two.paths.program, change: nothing(3), config: nothing(1) };
  const payload = { ...two.payload!, live: two.payload!.program, patch };
  const three: StepContext = { ...two, fence: 3, requestId: 'request-3', stamp, paths, payload };
  expect(send(inspectStep.instruct(three)).facts).toMatchObject({ sealed: 'yes', checked: '0', bytes_sent: '0' });
  brought(paths);
});

test.each<[string, (made: ReturnType<typeof live>) => unknown]>([
  ['a live file was written to', ({ before }) => writeFileSync(join(before.program, 'a'), '1')],
  // The quick look before the copy compares with the time of the list; a file that is written meanwhile escapes it as well.
  ['a live file was written to and the quick look does not see it', ({ before, two }) => {
    writeFileSync(join(before.program, 'a'), '1');
    const sealed = join(two.paths.state, 'sealed');
    for (const list of readdirSync(sealed)) utimesSync(join(sealed, list), new Date(), new Date(Date.now() + 3_600_000));
  }], // prettier-ignore
  ['a live file is gone', ({ before }) => rmSync(join(before.program, 'a'))],
  ['a file was put beside the live ones', ({ before }) => writeFileSync(join(before.program, 'log'), 'x')],
  ['a link was put there', ({ before }) => symlinkSync('/nowhere', join(before.program, 'link'))],
  ['the live configuration was edited', ({ before }) => writeFileSync(join(before.config!, 'app.conf'), 'port 1')],
  ['another release is live', ({ app, before, directory }) => {
    spawnSync('ln', ['-sfn', directory(`${before.program}0`, 'X'), app.programLink]);
  }], // prettier-ignore
  ['what came does not make what was sealed', ({ two }) => {
    const { payload } = two;
    const wrong = { ...payload!.patch!, change: { ...payload!.patch!.change, come: Buffer.alloc(0) } };
    return { ...two, payload: { ...payload!, patch: wrong } };
  }], // prettier-ignore
  ['a line of what came is no digest, of which sha256sum only warns', ({ two }) => {
    const { payload } = two;
    const config = { ...payload!.patch!.config!, lines: `${lines(nextConfig)}no digest\n` };
    return { ...two, payload: { ...payload!, patch: { ...payload!.patch!, config } } };
  }], // prettier-ignore
  ['something is left that should go', ({ two }) => {
    const { payload } = two;
    const wrong = { ...payload!.patch!, change: { ...payload!.patch!.change, gone: Buffer.from('b\0') } };
    return { ...two, payload: { ...payload!, patch: wrong } };
  }], // prettier-ignore
  ['it comes damaged', ({ two }) => {
    const { payload } = two;
    const come = Buffer.from(payload!.patch!.change.come);
    come[512] = 0x33;
    const wrong = { ...payload!.patch!, change: { ...payload!.patch!.change, come } };
    return { ...two, payload: { ...payload!, patch: wrong } };
  }], // prettier-ignore
])('nothing is sealed and empty directories wait for the carry when %s', (_what, meddle) => {
  const made = live();
  const context = (meddle(made) as StepContext | undefined) ?? made.two;
  const seen = made.send(inspectStep.instruct(context));
  expect([seen.status, seen.facts.trouble, seen.facts.sealed]).toEqual([0, undefined, undefined]);
  const { program, config: configDir } = context.paths;
  expect([partDirectory(program), partDirectory(configDir!)].map((path) => readdirSync(path))).toEqual([[], []]);
});

test('sent again after the host went down between the two names, it begins anew', () => {
  const { two, send } = live();
  send(inspectStep.instruct(two));
  // As it lies there when only the configuration has its name.
  spawnSync('mv', [two.paths.program, partDirectory(two.paths.program)]);
  expect(send(inspectStep.instruct({ ...two, fence: 3 })).facts).toMatchObject({ sealed: 'yes', checked: '2' });
  brought(two.paths);
});

test('sent again after it ended, it finds the release sealed', () => {
  const { two, send } = live();
  send(inspectStep.instruct(two));
  const again = send(inspectStep.instruct({ ...two, fence: 3 }));
  expect(again.facts).toMatchObject({ sealed: 'yes' });
  expect(again.facts.carry_method).toBeUndefined();
  brought(two.paths);
});

test('an older fence is refused before anything is changed', () => {
  const { two, before, send } = live();
  send(inspectStep.instruct({ ...two, fence: 9, requestId: 'request-9', payload: null }));
  expect(send(inspectStep.instruct(two)).facts.trouble).toBe('FENCE_OLD');
  expect(existsSync(partDirectory(two.paths.program))).toBe(false);
  expect(held(before.program)).toEqual(first);
});
