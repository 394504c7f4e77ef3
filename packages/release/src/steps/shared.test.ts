import {
  existsSync,
  lstatSync,
  mkdirSync,
  readFileSync,
  readlinkSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { createHash } from 'node:crypto';
import { basename, join } from 'node:path';
import { expect, test } from 'vitest';
import { appFound } from '../findings/doctor.js';
import { hostsOfEachTest } from '../testing/hosts.js';
import { payloadOf } from '../testing/payload.js';
import { activateStep } from './activate.js';
import { doctorStep } from './doctor.js';
import { driftStep } from './drift.js';
import { inspectStep } from './inspect.js';
import { previewStep } from './preview.js';
import { verifyTargetStep } from './verifyTarget.js';

const { released } = hostsOfEachTest();

/** A host whose application has data that outlives releases, and a release that was brought beside what runs. */
function sharing(shared: string[]) {
  const made = released();
  const app = { ...made.app, shared };
  const root = `${app.programLink}.shared`;
  const context = { ...made.context, app, facts: {}, requestId: 'r2', stamp: '20261124_000000' };
  const paths = {
    ...context.paths,
    program: `${app.programLink}_20261124_000000`,
    config: `${app.configLink}_20261124_000000`,
  };
  return { ...made, app, root, context: { ...context, paths, payload: payloadOf(2, 1, '', '') } };
}

test('a file that is not there keeps a release and a plan from it, and a directory is made', () => {
  const { context, send, root } = sharing(['.env', 'storage/', 'public/uploads/']);
  const refused = { trouble: 'SHARED_MISSING', detail_path: `${root}/.env` };
  expect(send(inspectStep.instruct(context)).facts).toMatchObject(refused);
  expect(send(previewStep.instruct(context)).facts).toMatchObject(refused);
  mkdirSync(root, { recursive: true });
  writeFileSync(join(root, '.env'), 'SECRET=1');
  expect(send(previewStep.instruct(context)).facts.trouble).toBeUndefined();
  expect(existsSync(join(root, 'storage'))).toBe(false);
  expect(send(inspectStep.instruct({ ...context, fence: 2 })).facts.trouble).toBeUndefined();
  expect([join(root, 'storage'), join(root, 'public/uploads')].map((path) => lstatSync(path).isDirectory())).toEqual([
    true,
    true,
  ]);
});

test.each([
  ['a file', (live: string) => writeFileSync(join(live, 'storage'), 'data')],
  [
    'a directory with data',
    (live: string) => (mkdirSync(join(live, 'storage')), writeFileSync(join(live, 'storage/a'), '')),
  ],
])('%s of the live release at such a path is never taken for what may go', (_, make) => {
  const { context, send, before, root } = sharing(['storage/']);
  make(before.program);
  const refused = {
    trouble: 'SHARED_IN_RELEASE',
    detail_path: `${before.program}/storage`,
    detail_to: `${root}/storage`,
  };
  expect(send(inspectStep.instruct(context)).facts).toMatchObject(refused);
  expect(send(doctorStep.instruct(context)).facts).toMatchObject({ shared: 'SHARED_IN_RELEASE' });
  expect(existsSync(root)).toBe(false);
});

test('what cannot be seen is not taken for nothing, and a link to elsewhere is not taken away', () => {
  const { app, context, send, before, root } = sharing(['storage/', 'logs/', 'gone/']);
  const elsewhere = join(before.program, '../../kept-elsewhere');
  mkdirSync(elsewhere);
  symlinkSync('/nowhere', join(before.program, 'gone'));
  symlinkSync(elsewhere, join(before.program, 'storage'));
  const asked = (step: typeof previewStep, fence = 1) => send(step.instruct({ ...context, fence })).facts;
  const refused = { trouble: 'SHARED_ELSEWHERE', detail_at: realpathSync(elsewhere), detail_to: `${root}/storage` };
  expect(asked(inspectStep)).toMatchObject(refused);
  expect(asked(previewStep)).toMatchObject(refused);
  expect(asked(doctorStep)).toMatchObject({ shared: 'SHARED_ELSEWHERE', shared_at: join(before.program, 'storage') });
  expect(existsSync(root)).toBe(false);
  mkdirSync(root);
  symlinkSync(elsewhere, join(root, 'storage'));
  expect(asked(inspectStep, 2).trouble).toBeUndefined();
  expect(asked(doctorStep)).toMatchObject({ shared: 'ok' });
  const found = appFound(asked(doctorStep), app, {
    hostKeys: 'known_hosts',
    authorities: [],
    owner: '',
    installation: context.installation,
  });
  expect(found.find(({ name }) => name === 'app.shared')).toMatchObject({ state: 'ok' });
});

test('a directory that cannot be listed is not taken for an empty one', () => {
  const { context, send, before, root } = sharing(['storage/']);
  mkdirSync(join(before.program, 'storage'));
  const programs = join(root, '../programs');
  mkdirSync(programs);
  writeFileSync(join(programs, 'ls'), '#!/bin/sh\nexit 2\n', { mode: 0o755 });
  expect(send(inspectStep.instruct(context), { programs }).facts).toMatchObject({
    trouble: 'HOST_TROUBLE',
    detail_what: `see what lies in ${before.program}/storage`,
  });
});

const target = (app: { programLink: string; configLink: string }) => ({
  program: `${app.programLink}_20250101_000000`,
  config: `${app.configLink}_20250101_000000`,
});

test('a host that keeps nothing yet goes back as it did before; with data in what is live it does not', () => {
  const { context, send, before, root, app } = sharing(['.env', 'storage/']);
  const to = target(app);
  for (const path of [to.program, before.program]) {
    mkdirSync(join(path, 'storage'), { recursive: true });
    writeFileSync(join(path, 'storage/data'), path);
    writeFileSync(join(path, '.env'), path);
  }
  mkdirSync(to.config);
  const going = { ...context, target: to, facts: { program_before: before.program, config_before: before.config } };
  expect(send(verifyTargetStep.instruct(going)).facts).toMatchObject({ target: 'ok' });
  expect(readFileSync(join(to.program, '.env'), 'utf8')).toBe(to.program);
  expect(readFileSync(join(to.program, 'storage/data'), 'utf8')).toBe(to.program);
  expect(existsSync(root)).toBe(false);
  mkdirSync(join(root, 'storage'), { recursive: true });
  for (const step of [verifyTargetStep, activateStep]) {
    expect(send(step.instruct({ ...going, fence: 2 })).facts).toMatchObject({ trouble: 'SHARED_IN_RELEASE' });
  }
  expect(realpathSync(app.programLink)).toBe(before.program);
});

test('data that came into the live release after it was looked at keeps it from being switched', () => {
  const { context, send, before, app } = sharing(['storage/']);
  mkdirSync(join(before.program, 'storage'));
  const facts = send(inspectStep.instruct(context)).facts;
  expect(facts.trouble).toBeUndefined();
  writeFileSync(join(before.program, 'storage/photo'), 'photo');
  mkdirSync(context.paths.program);
  mkdirSync(context.paths.config!);
  expect(send(activateStep.instruct({ ...context, facts })).facts).toMatchObject({ trouble: 'SHARED_IN_RELEASE' });
  expect(realpathSync(app.programLink)).toBe(before.program);
});

test('a release that one goes back to leads to the same data, and what it had of its own is kept beside, and is no drift', () => {
  const { context, send, before, root, app } = sharing(['storage/', 'public/uploads/', 'logs/']);
  for (const path of ['storage', 'public/uploads', 'logs']) mkdirSync(join(root, path), { recursive: true });
  const to = target(app);
  mkdirSync(join(to.program, 'storage'), { recursive: true });
  writeFileSync(join(to.program, 'storage/old'), 'old');
  mkdirSync(to.config);
  symlinkSync('/somewhere', join(to.program, 'logs'));
  const going = { ...context, target: to, facts: { program_before: before.program, config_before: before.config } };
  expect(send(verifyTargetStep.instruct(going)).facts).toMatchObject({ target: 'ok' });
  for (const path of ['storage', 'public/uploads', 'logs']) {
    expect(readlinkSync(join(to.program, path))).toBe(join(root, path));
  }
  expect(readFileSync(join(to.program, 'storage.before-shared/old'), 'utf8')).toBe('old');
  expect(readlinkSync(join(to.program, 'logs.before-shared'))).toBe('/somewhere');
  // As it was sealed, when `storage/old` was of the release.
  const digest = createHash('sha256').update('old').digest('hex');
  mkdirSync(join(context.paths.state, 'sealed'), { recursive: true });
  writeFileSync(join(context.paths.state, 'sealed', `${basename(to.program)}.list`), `${digest}  storage/old\n`);
  rmSync(app.programLink);
  symlinkSync(to.program, app.programLink);
  writeFileSync(join(root, 'storage/new'), 'new');
  expect(send(driftStep.instruct(context)).facts).toMatchObject({ drift: 'exact' });
  // What no release brought is named by its own directory, where it has one.
  expect(send(doctorStep.instruct(context)).facts.unbrought).toBeUndefined();
  for (const path of ['lib/a/one', 'lib/a/two', "odd'name"]) {
    mkdirSync(join(to.program, path, '..'), { recursive: true });
    writeFileSync(join(to.program, path), '');
  }
  const { unbrought } = send(doctorStep.instruct(context)).facts;
  expect(unbrought!.split('\n').sort()).toEqual(['3', 'lib/', "odd'name"]);
  rmSync(join(to.program, 'public'), { recursive: true });
  mkdirSync(join(to.program, '../elsewhere'));
  symlinkSync('../elsewhere', join(to.program, 'public'));
  expect(send(verifyTargetStep.instruct({ ...going, fence: 3 })).facts).toMatchObject({ trouble: 'TARGET_UNFIT' });
  expect(existsSync(join(to.program, '../elsewhere/uploads'))).toBe(false);
});
