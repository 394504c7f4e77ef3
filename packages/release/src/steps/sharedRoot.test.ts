import { mkdirSync, readFileSync, readlinkSync, renameSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { expect, test } from 'vitest';
import { appFound } from '../findings/doctor.js';
import type { StepContext } from '../model/step.js';
import { hostsOfEachTest } from '../testing/hosts.js';
import { payloadOf } from '../testing/payload.js';
import { doctorStep } from './doctor.js';
import { inspectStep } from './inspect.js';
import { previewStep } from './preview.js';
import { verifyTargetStep } from './verifyTarget.js';

const { released } = hostsOfEachTest();

/** A host whose live release has data in the usual place, and whose settings name another one since. */
function moved() {
  const made = released();
  const usual = `${made.app.programLink}.shared`;
  const root = join(made.root, 'data/kept');
  mkdirSync(join(usual, 'storage'), { recursive: true });
  writeFileSync(join(usual, 'storage/a'), 'data');
  symlinkSync(join(usual, 'storage'), join(made.before.program, 'storage'));
  const app = { ...made.app, shared: ['storage/'], sharedRoot: root };
  const context: StepContext = { ...made.context, app, facts: {}, requestId: 'r2', payload: payloadOf(2, 1, '', '') };
  return { ...made, app, usual, sharedAt: root, context };
}

test('a place that was changed in the settings alone is refused, with the line that moves the data', () => {
  const { app, context, send, usual, sharedAt, before, root, directory } = moved();
  const refused = { trouble: 'SHARED_MOVED', detail_from: usual, detail_to: sharedAt };
  for (const step of [previewStep, inspectStep]) expect(send(step.instruct(context)).facts).toMatchObject(refused);
  const known = { hostKeys: 'known_hosts', authorities: [], owner: '', installation: context.installation } as const;
  const found = () =>
    appFound(send(doctorStep.instruct(context)).facts, app, known).find(({ name }) => name === 'app.shared');
  expect(found()).toMatchObject({
    state: 'failed',
    advice: expect.stringContaining(`mv -T ${usual} ${sharedAt} && ln -s ${sharedAt} ${usual}`),
  });
  mkdirSync(join(root, 'data'));
  renameSync(usual, sharedAt);
  symlinkSync(sharedAt, usual);
  expect(found()).toMatchObject({ state: 'ok' });
  expect(send(previewStep.instruct(context)).facts.trouble).toBeUndefined();
  const next = { ...context, fence: 2, payload: null };
  const { facts } = send(inspectStep.instruct(next));
  expect(facts.trouble).toBeUndefined();
  // An older release goes on by way of the old place.
  const older = directory(`${app.programLink}_20250101_000000`, '0');
  symlinkSync(join(usual, 'storage'), join(older, 'storage'));
  const back = { ...next, facts, target: { program: older, config: before.config } };
  expect(send(verifyTargetStep.instruct(back)).facts.target_program).toBe(older);
  expect(readlinkSync(join(older, 'storage'))).toBe(join(usual, 'storage'));
  expect(readFileSync(join(older, 'storage/a'), 'utf8')).toBe('data');
});

test('so is one after another that was named, where the live release is ours', () => {
  const { app, context, send, before, root } = moved();
  const elsewhere = join(root, 'elsewhere');
  rmSync(`${app.programLink}.shared`, { recursive: true });
  rmSync(join(before.program, 'storage'));
  mkdirSync(join(elsewhere, 'storage'), { recursive: true });
  symlinkSync(join(elsewhere, 'storage'), join(before.program, 'storage'));
  expect(send(previewStep.instruct(context)).facts.trouble).toBe('SHARED_ELSEWHERE');
  mkdirSync(join(context.paths.state, 'sealed'), { recursive: true });
  writeFileSync(join(context.paths.state, 'sealed', `${basename(before.program)}.list`), 'x');
  expect(send(previewStep.instruct(context)).facts).toMatchObject({ trouble: 'SHARED_MOVED', detail_from: elsewhere });
});
