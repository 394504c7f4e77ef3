import { mkdirSync, realpathSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { doctorFound } from '../findings/doctor.js';
import type { StepContext } from '../model/step.js';
import { hostsOfEachTest } from '../testing/hosts.js';
import { activateStep } from './activate.js';
import { doctorStep } from './doctor.js';
import { inspectStep } from './inspect.js';
import { previewStep } from './preview.js';
import { verifyTargetStep } from './verifyTarget.js';

const { released } = hostsOfEachTest();

/** A host that was released to, whose `.rexflow` was removed by hand then. */
function robbed() {
  const made = released();
  const { context, send, before } = made;
  expect(send(activateStep.instruct(context)).facts.trouble).toBeUndefined();
  const known = { program: context.paths.program, config: context.paths.config! };
  expect(realpathSync(context.app.programLink)).toBe(known.program);
  rmSync(join(context.paths.state, '..'), { recursive: true });
  const next: StepContext = { ...context, requestId: 'request-2', fence: 2, facts: {}, known };
  return { ...made, known, before, context: next };
}

test('the next look builds the link again to what the records hold, under the init script as well, and says so', () => {
  const { context, known, send, app } = robbed();
  mkdirSync(join(known.program, 'bin'));
  const { facts } = send(inspectStep.instruct(context));
  expect(facts).toMatchObject({
    way_back: 'rebuilt',
    way_back_to: known.program,
    program_before: known.program,
    config_before: known.config,
  });
  expect([app.programLink, app.configLink].map((link) => realpathSync(link))).toEqual([known.program, known.config]);
  const again = send(inspectStep.instruct({ ...context, fence: 3 })).facts;
  expect(again.way_back).toBeUndefined();
  expect(again.program_before).toBe(known.program);
});

test('an init script that lies behind the lost link is found again', () => {
  const { context, app, send, root } = robbed();
  const init = join(app.programLink, 'VERSION');
  const given = { ...context, app: { ...app, init } };
  expect(send(inspectStep.instruct(given)).facts).toMatchObject({ way_back: 'rebuilt', trouble: 'INIT_MISSING' });
  expect(
    send(inspectStep.instruct({ ...given, app: { ...app, init: join(root, 'init') } })).facts.trouble,
  ).toBeUndefined();
});

test.each(['program', 'config'] as const)('with the %s gone as well nothing is built, and that is said', (which) => {
  const { context, known, send } = robbed();
  rmSync(known[which], { recursive: true });
  const { facts } = send(inspectStep.instruct(context));
  expect(facts).toMatchObject({ way_back: 'lost', way_back_to: known.program, program_before: '' });
  expect(facts.trouble).toBeUndefined();
});

test('nobody is sent to a directory that records name inside .rexflow, nor anywhere by records that hold nothing', () => {
  const { context, send } = robbed();
  const inside = join(context.paths.state, 'live/program');
  for (const known of [null, { program: inside, config: inside }]) {
    expect(send(inspectStep.instruct({ ...context, known })).facts.way_back).toBe('lost');
  }
});

test('a rollback of such a host goes back to the directory that lies there', () => {
  const { context, known, send, app, before } = robbed();
  const target = { program: before.program, config: before.config };
  const looked = send(inspectStep.instruct(context)).facts;
  const knowing = { ...context, facts: looked, target };
  expect(send(verifyTargetStep.instruct(knowing)).facts.target).toBe('ok');
  const { facts } = send(activateStep.instruct(knowing));
  expect(facts).toMatchObject({ program_now: before.program, program_lies: known.program });
  expect(realpathSync(app.programLink)).toBe(before.program);
});

test('plan and doctor tell of it and change nothing', () => {
  const { context, known, send, app } = robbed();
  expect(send(previewStep.instruct(context)).facts).toMatchObject({ way_back: 'removed', way_back_to: known.program });
  const looked = () => {
    const installation = context.installation;
    const facts = send(doctorStep.instruct(context)).facts;
    const { findings } = doctorFound(facts, app, { hostKeys: 'known_hosts', authorities: [], owner: '', installation });
    return findings.find(({ name }) => name === 'program.live')!;
  };
  expect(looked()).toMatchObject({
    state: 'failed',
    message: expect.stringContaining('.rexflow'),
    advice: expect.stringContaining(`built again to ${known.program}`),
  });
  rmSync(known.program, { recursive: true });
  expect(looked()).toMatchObject({ state: 'failed', advice: expect.stringContaining('no way back') });
  expect(send(previewStep.instruct(context)).facts).toMatchObject({ way_back: 'lost' });
});
