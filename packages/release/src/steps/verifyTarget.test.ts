import { spawnSync } from 'node:child_process';
import {
  mkdirSync,
  readlinkSync,
  realpathSync,
  renameSync,
  rmSync,
  symlinkSync,
  unlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { StepContext } from '../model/step.js';
import { calls, hostsOfEachTest } from '../testing/hosts.js';
import { activateStep } from './activate.js';
import { inspectStep } from './inspect.js';
import { revertStep } from './revert.js';
import { verifyTargetStep } from './verifyTarget.js';
import { checkStep } from './check.js';

const { host, released } = hostsOfEachTest();

/** A host that runs release B of ours, and then one that the original made, which knows nothing of how our links are led. */
function releasedByTheOriginal() {
  const made = released();
  made.send(activateStep.instruct(made.context));
  const theirs = {
    program: made.directory(`${made.app.programLink}_20270101_000000`, 'C'),
    config: made.directory(`${made.app.configLink}_20270101_000000`, 'C'),
  };
  const recorded = { program: readlinkSync(made.app.programLink), config: readlinkSync(made.app.configLink) };
  for (const which of ['program', 'config'] as const) {
    const link = which === 'program' ? made.app.programLink : made.app.configLink;
    unlinkSync(link);
    symlinkSync(theirs[which], link);
  }
  const context: StepContext = { ...made.context, requestId: 'back', facts: {}, target: recorded };
  return { ...made, theirs, recorded, context: { ...context, facts: made.send(inspectStep.instruct(context)).facts } };
}

test('a record that holds the text of our link leads to the release, not the link to itself', () => {
  const { send, context, recorded, app } = releasedByTheOriginal();
  expect(recorded.program).toMatch(/\/\.rexflow\/server1\/live\/program$/);
  const seen = send(verifyTargetStep.instruct(context)).facts;
  expect(seen).toMatchObject({
    target: 'ok',
    target_program: context.paths.program,
    target_config: context.paths.config,
  });
  const target = { program: seen.target_program!, config: seen.target_config! };
  const back = send(activateStep.instruct({ ...context, target })).facts;
  expect(back).toMatchObject({ program_now: context.paths.program, config_now: context.paths.config, processes: '1' });
  expect(realpathSync(app.programLink)).toBe(context.paths.program);
  // By now our link leads to what is live, and who comes with its text late is not taken back there.
  const facts = send(inspectStep.instruct({ ...context, requestId: 'later' })).facts;
  const late = send(activateStep.instruct({ ...context, requestId: 'later', facts })).facts;
  expect(late).toMatchObject({ trouble: 'TARGET_UNFIT', detail_path: recorded.program });
});

test('with links of its own an app does not lead one to itself either', () => {
  const { send, context, app, theirs } = releasedByTheOriginal();
  const plain = { ...context, settings: { ...context.settings, plainLinks: [app.appKey] } };
  // What stands in the record is the live link itself.
  const target = { program: app.programLink, config: app.configLink };
  expect(send(verifyTargetStep.instruct({ ...plain, target })).facts).toMatchObject({
    trouble: 'TARGET_UNFIT',
    detail_path: app.programLink,
  });
  send(activateStep.instruct({ ...plain, target }));
  expect(realpathSync(app.programLink)).toBe(theirs.program);
});

test.each([
  ['a directory of rexflow itself', (state: string) => join(state, 'pairs')],
  ['a link to one', (state: string) => join(state, '../../elsewhere')],
])('%s is no release, and nothing is stopped for it', (_what, at) => {
  const { send, context, root, before } = released();
  symlinkSync(join(context.paths.state, 'pairs'), join(context.paths.state, '../../elsewhere'));
  mkdirSync(join(context.paths.state, 'pairs'), { recursive: true });
  const target = { program: at(context.paths.state), config: before.config };
  for (const step of [verifyTargetStep, activateStep]) {
    const seen = send(step.instruct({ ...context, target })).facts;
    expect(seen).toMatchObject({ trouble: 'TARGET_UNFIT', detail_path: target.program });
    expect(seen.detail_reason).toContain('.rexflow');
  }
  expect(calls(root)).toEqual(['start']);
});

test('a directory that stands in the place of a live link is no release to go back to', () => {
  const { app, context, directory, send, root } = host();
  const target = { program: directory(app.programLink, 'A'), config: directory(app.configLink, 'A') };
  spawnSync(app.init, ['start']);
  const facts = send(inspectStep.instruct(context)).facts;
  const seen = send(activateStep.instruct({ ...context, facts, target }));
  expect(seen.facts).toMatchObject({ trouble: 'TARGET_UNFIT', detail_path: app.programLink });
  expect(calls(root)).toEqual(['start']);
});

/** A host whose `mv` says that it renamed `program_link`, and renames it to something else. */
function betrayed(made: ReturnType<typeof released>, leadsTo: string): string {
  const programs = join(made.root, 'bin');
  mkdirSync(programs);
  const lie = `#!/bin/sh\n/bin/mv "$@" || exit\n[ "$3" != ${made.context.paths.state}/live ] || { rm -f "$3"; ln -s ${leadsTo} "$3"; }\n`;
  writeFileSync(join(programs, 'mv'), lie, { mode: 0o755 });
  return programs;
}

test.each([
  ['in a circle', 'live', 'nothing'],
  ['to another release', 'pairs/other', '_20260101_000000'],
])('a switch after which the live link leads %s has failed, and the way back is taken', (_where, to, reason) => {
  const made = released();
  const { send, context, before, app } = made;
  const other = join(context.paths.state, 'pairs/other');
  mkdirSync(other, { recursive: true });
  symlinkSync(before.program, join(other, 'program'));
  symlinkSync(before.config, join(other, 'config'));
  const programs = betrayed(made, join(context.paths.state, to));
  const seen = send(activateStep.instruct(context), { programs });
  expect(seen.facts.trouble).toBe('SWITCH_FAILED');
  expect(seen.facts.detail_reason).toContain(reason);
  const undone = send(revertStep.instruct(context)).facts;
  expect(undone).toMatchObject({ program_now: before.program, config_now: before.config, processes: '1' });
  expect(realpathSync(app.programLink)).toBe(before.program);
});

test('an application with a live link in a circle is not well, and what else was seen is told all the same', () => {
  const { send, context, app } = released();
  unlinkSync(app.programLink);
  symlinkSync(app.programLink, app.programLink);
  const seen = send(checkStep.instruct(context)).facts;
  expect(seen).toMatchObject({ trouble: 'LINK_LOST', detail_path: app.programLink, program_dir: '0', config_dir: '1' });
  rmSync(app.programLink);
  expect(send(checkStep.instruct(context)).facts.trouble).toBeUndefined();
});

test('a host whose live link was switched by somebody else since it was looked at is left alone', () => {
  const { send, context, app, directory, root } = released();
  unlinkSync(app.programLink);
  symlinkSync(directory(`${app.programLink}_hand`, 'hand'), app.programLink);
  expect(send(activateStep.instruct(context)).facts).toMatchObject({
    trouble: 'SWITCH_FAILED',
    detail_path: app.programLink,
  });
  expect(calls(root)).toEqual(['start']);
});

test.each([
  ['the init script', (made: ReturnType<typeof released>) => made.app.init, 'INIT_MISSING'],
  ['the previous program', (made: ReturnType<typeof released>) => made.before.program, 'SWITCH_FAILED'],
  ['the new configuration', (made: ReturnType<typeof released>) => made.context.paths.config!, 'TARGET_GONE'],
])('%s that is gone by the time of the switch is told before anything is stopped', (_what, at, code) => {
  const made = released();
  const { send, context, root, app, before } = made;
  renameSync(at(made), `${at(made)}-x`);
  expect(send(activateStep.instruct(context)).facts.trouble).toBe(code);
  expect(calls(root)).toEqual(['start']);
  renameSync(`${at(made)}-x`, at(made));
  expect(send(revertStep.instruct(context)).facts).toMatchObject({
    untouched: 'yes',
    program_now: before.program,
    processes: '1',
  });
  expect([realpathSync(app.programLink), calls(root)]).toEqual([before.program, ['start']]);
});
