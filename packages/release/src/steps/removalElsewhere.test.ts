import { existsSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { removalFound } from '../findings/removal.js';
import type { StepContext } from '../model/step.js';
import { hostsOfEachTest } from '../testing/hosts.js';
import { activateStep } from './activate.js';
import { removalStep, removeStep } from './removal.js';

const { released } = hostsOfEachTest();

test('what was released to another host since is not taken away, and nothing is where that shows this one to be the same machine', () => {
  const { app, context, directory, liveAt, root, send } = released();
  send(activateStep.instruct(context));
  const { program, config } = context.paths;
  const made = (...elsewhere: string[]): StepContext => ({
    ...context,
    made: { ours: [program, config!], others: [], elsewhere },
  });
  const other = join(root, 'elsewhere/html_20260303_000000');
  const beside = `${app.programLink}_20260303_000000`;
  [other, beside].forEach((path) => directory(path, 'C'));
  const found = (context: StepContext) => send(removalStep.instruct(context)).facts;
  // It lies where nothing of here is: the two may share a directory, and be two machines all the same.
  const { goes, plan } = removalFound(found(made(other)));
  expect(goes.map(({ path }) => path)).toEqual([program, config, app.programLink, app.configLink]);
  expect(found(made(beside))).toMatchObject({ trouble: 'REMOVAL_SAME_HOST', detail_path: beside });
  rmSync(app.programLink);
  liveAt(app.programLink, other);
  expect(found(made(other))).toMatchObject({ trouble: 'REMOVAL_SAME_HOST', detail_path: other });
  const request = { kind: 'remove', targets: { names: ['server1'] }, plan, whenBusy: 'refuse' } as const;
  expect(send(removeStep.instruct({ ...made(other), fence: 2, request })).facts.trouble).toBe('REMOVAL_SAME_HOST');
  expect([program, other, beside].map((path) => existsSync(path))).toEqual([true, true, true]);
});
