import {
  existsSync,
  lstatSync,
  mkdirSync,
  readFileSync,
  readlinkSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { hostsOfEachTest } from '../testing/hosts.js';
import { payloadOf } from '../testing/payload.js';
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
  expect(send(previewStep.instruct(context)).facts).toMatchObject(refused);
  expect(existsSync(root)).toBe(false);
});

test('a release that one goes back to leads to the same data, and what it had of its own is kept beside', () => {
  const { context, send, before, root, app } = sharing(['storage/', 'public/uploads/', 'logs/']);
  const target = { program: `${app.programLink}_20250101_000000`, config: `${app.configLink}_20250101_000000` };
  mkdirSync(join(target.program, 'storage'), { recursive: true });
  writeFileSync(join(target.program, 'storage/old'), 'old');
  mkdirSync(target.config);
  symlinkSync('/nowhere', join(target.program, 'logs'));
  const going = { ...context, target, facts: { program_before: before.program, config_before: before.config } };
  expect(send(verifyTargetStep.instruct(going)).facts).toMatchObject({ target: 'ok' });
  for (const path of ['storage', 'public/uploads', 'logs']) {
    expect(readlinkSync(join(target.program, path))).toBe(join(root, path));
  }
  expect(readFileSync(join(target.program, 'storage.before-shared/old'), 'utf8')).toBe('old');
  rmSync(join(target.program, 'public'), { recursive: true });
  mkdirSync(join(target.program, '../elsewhere'));
  symlinkSync('../elsewhere', join(target.program, 'public'));
  expect(send(verifyTargetStep.instruct({ ...going, fence: 3 })).facts).toMatchObject({ trouble: 'TARGET_UNFIT' });
  expect(existsSync(join(target.program, '../elsewhere/uploads'))).toBe(false);
});
