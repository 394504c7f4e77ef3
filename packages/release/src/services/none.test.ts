import { realpathSync } from 'node:fs';
import { expect, test } from 'vitest';
import type { App } from '../model/app.js';
import { activateStep } from '../steps/activate.js';
import { checkStep } from '../steps/check.js';
import { doctorStep } from '../steps/doctor.js';
import { revertStep } from '../steps/revert.js';
import { serviceStep } from '../steps/service.js';
import { hostsOfEachTest } from '../testing/hosts.js';
import { serviceRequest } from '../testing/requests.js';
import { serviceTypes } from './index.js';

const { released } = hostsOfEachTest();
const still = (app: App): App => ({ ...app, init: '', processKey: '', restarts: false, service: { type: 'none' } });

test('what nothing starts is switched and put back, is well without a process, and refuses to be started', () => {
  const made = released();
  const { context, send, before } = made;
  const app = still(made.app);
  const given = { ...context, app };
  expect(send(activateStep.instruct(given))).toMatchObject({ status: 0, facts: { processes: '0' } });
  expect(realpathSync(app.programLink)).toBe(context.paths.program);
  expect(send(checkStep.instruct(given)).facts).toMatchObject({ processes: '0', init: '1', runs: 'no' });
  const found = serviceTypes.none.finding(send(doctorStep.instruct(given)).facts, app);
  expect(found).toMatchObject({ state: 'ok', advice: null });
  expect(send(revertStep.instruct(given))).toMatchObject({ status: 0 });
  expect(realpathSync(app.programLink)).toBe(before.program);
  const asked = { ...given, requestId: 'r2', request: serviceRequest('restart') };
  expect(send(serviceStep.instruct(asked)).facts).toMatchObject({ trouble: 'SERVICE_NONE', detail_app: 'server1' });
});
