import { existsSync, mkdirSync, readFileSync, rmSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { handChangesIn, hostDrift, spellChange } from '../drift/hostDrift.js';
import { withOwnFiles } from '../drift/withOwnFiles.js';
import { driftFound } from '../findings/drift.js';
import { partDirectory } from '../model/paths.js';
import type { StepContext, TreePatch } from '../model/step.js';
import { fillWith, first, config, linesOfFiles, liveOn } from '../testing/releasePatch.js';
import { hostsOfEachTest } from '../testing/hosts.js';
import { payloadOf } from '../testing/payload.js';
import { driftStep } from './drift.js';
import { inspectStep } from './inspect.js';
import { sealExactlyStep, sealStep } from './seal.js';

const { host } = hostsOfEachTest();
/** What the second release brings: it touches nothing but `new`. */
const next = { ...first, new: '2' };

/** A host whose live release was changed by hand, inspected for the next one, with that in its part directories. */
function changed(touch: (program: string, config: string) => void) {
  const made = liveOn(host());
  const { send, two, before } = made;
  touch(before.program, before.config!);
  const payload = payloadOf(1, 5, linesOfFiles(next), linesOfFiles(config));
  const seen = send(inspectStep.instruct({ ...two, payload }));
  const drift = hostDrift(seen.facts);
  const own = withOwnFiles(payload, drift?.changes ?? []);
  const context: StepContext = { ...two, payload: own, facts: seen.facts };
  const bring = (): void => {
    for (const dir of [two.paths.program, two.paths.config!])
      rmSync(partDirectory(dir), { recursive: true, force: true });
    fillWith(partDirectory(two.paths.program), next);
    fillWith(partDirectory(two.paths.config!), config);
  };
  bring();
  return { ...made, drift, context, bring };
}

const byHand = (program: string, conf: string): void => {
  writeFileSync(join(program, 'a'), 'by hand');
  rmSync(join(program, 'b'));
  mkdirSync(join(program, 'own'));
  writeFileSync(join(program, 'own/c'), 'mine');
  writeFileSync(join(conf, 'app.conf'), 'port 9');
};
const all = ['changed program/a', 'deleted program/b', 'added program/own/c', 'changed config/app.conf'];

test('what is kept lies in the new release, is sealed with it, and is told as kept from then on', () => {
  const { app, send, drift, context, two } = changed(byHand);
  expect(drift?.changes.map(spellChange)).toEqual(all);
  expect(drift?.files).toEqual({ total: 4, changed: 2, deleted: 1, added: 1 });
  const sealed = send(sealStep.instruct(context));
  expect(sealed.facts, sealed.stderr).toMatchObject({ sealed: 'yes', mismatch: 'no' });
  expect(readFileSync(join(two.paths.program, 'a'), 'utf8')).toBe('by hand');
  expect(readFileSync(join(two.paths.program, 'own/c'), 'utf8')).toBe('mine');
  expect(readFileSync(join(two.paths.program, 'new'), 'utf8')).toBe('2');
  expect(existsSync(join(two.paths.program, 'b'))).toBe(false);
  for (const [link, to] of [
    [app.programLink, two.paths.program],
    [app.configLink, two.paths.config!],
  ] as const) {
    rmSync(link);
    symlinkSync(to, link);
  }
  const look = () => send(driftStep.instruct(two)).facts;
  expect(driftFound(look())).toMatchObject({ state: 'exact', paths: [], kept: all });
  expect(hostDrift(look())?.changes.map(spellChange)).toEqual(all);
  // Changed again, put back, and back to what the others run.
  writeFileSync(join(app.programLink, 'own/c'), 'mine too');
  writeFileSync(join(app.programLink, 'a'), '1');
  const again = hostDrift(look());
  expect(again?.changes.map(spellChange)).toEqual(all.slice(1));
  expect(again?.changes.find(({ name }) => name === 'own/c')?.was).toBeNull();
});

test('what a host has kept of its own is not copied into a release that may take it away', () => {
  const { app, send, context, two } = changed(byHand);
  expect(send(sealStep.instruct(context)).facts.sealed).toBe('yes');
  for (const [link, to] of [
    [app.programLink, two.paths.program],
    [app.configLink, two.paths.config!],
  ] as const) {
    rmSync(link);
    symlinkSync(to, link);
  }
  const none = Buffer.alloc(0);
  const nothing = (entries: number): TreePatch => ({ gone: none, come: none, lines: '', entries });
  const stamp = '20261125_111213';
  const named = (path: string): string => path.replace(two.stamp, stamp);
  const paths = { ...two.paths, program: named(two.paths.program), config: named(two.paths.config!) };
  // As it is for a change of a configuration file alone, which is no part of the program's list.
  const patch = { program: two.paths.program, change: nothing(5), config: nothing(1) };
  const payload = { ...context.payload!, live: context.payload!.program, patch };
  const three: StepContext = { ...two, fence: 3, requestId: 'request-3', stamp, paths, payload };
  const { facts } = send(inspectStep.instruct(three));
  expect(facts.sealed).toBeUndefined();
  expect(hostDrift(facts)?.changes.map(spellChange)).toEqual(all);
});

test('a seal that was cut off after it brought what is kept goes on', () => {
  const { send, context, two, bring } = changed(byHand);
  for (const [name, text] of [
    ['a', 'by hand'],
    ['own', null],
  ] as const) {
    if (text === null) mkdirSync(join(partDirectory(two.paths.program), name));
    else writeFileSync(join(partDirectory(two.paths.program), name), text);
  }
  expect(send(sealStep.instruct(context)).facts).toMatchObject({ sealed: 'yes' });
  bring();
  rmSync(two.paths.program, { recursive: true });
});

test('what is changed once more after it was decided about is no part of a release', () => {
  const { send, context, before } = changed(byHand);
  writeFileSync(join(before.program, 'a'), 'by another hand');
  expect(send(sealStep.instruct(context)).facts).toMatchObject({ mismatch: 'yes' });
  expect(send(sealExactlyStep.instruct(context)).facts).toMatchObject({ trouble: 'VERIFY_FAILED' });
});

test('nothing is brought through a link, nor more than a bound', () => {
  const { send, context, two, root } = changed(byHand);
  const elsewhere = join(root, 'elsewhere');
  mkdirSync(elsewhere);
  symlinkSync(elsewhere, join(partDirectory(two.paths.program), 'own'));
  expect(send(sealStep.instruct(context)).facts.trouble).toBe('NOT_WRITABLE');
  expect(existsSync(join(elsewhere, 'c'))).toBe(false);

  const large = changed((program) => {
    writeFileSync(join(program, 'a'), '');
    truncateSync(join(program, 'a'), 64 * 1024 * 1024);
  });
  const { facts } = large.send(sealStep.instruct(large.context));
  expect(facts).toMatchObject({ trouble: 'DRIFT_NOT_KEPT', detail_apps: 'server1' });
});

test('of a host that was left alone nothing is told, and no change makes no other payload', () => {
  const { drift, context } = changed(() => undefined);
  expect(drift).toBeNull();
  expect(context.payload).not.toHaveProperty('own');
  expect(handChangesIn('changed x y program/a\nmoved - - program/a\nadded - - other/a')).toEqual([]);
});
