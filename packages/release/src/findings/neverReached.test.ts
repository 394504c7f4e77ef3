import { CodedError } from '#contract';
import { expect, test } from 'vitest';
import type { StepRecord } from '../workflows/advance.js';
import { isNeverReached } from './neverReached.js';

const silent = new CodedError('UNREACHABLE', { host: 'a', reason: 'it says nothing' }).report();
const lost = new CodedError('CONNECTION_LOST', { host: 'a', reason: 'it was cut' }).report();
const tried = (state: StepRecord['state'], trouble: StepRecord['trouble']): StepRecord => ({
  step: 'inspect',
  state,
  facts: {},
  trouble,
});

test('a host was never reached when every try says so', () => {
  expect(isNeverReached([])).toBe(true);
  expect(isNeverReached([tried('begun', silent), tried('failed', silent)])).toBe(true);
  expect(isNeverReached([tried('begun', lost), tried('failed', silent)])).toBe(false);
  expect(isNeverReached([tried('begun', null), tried('failed', silent)])).toBe(false);
  expect(isNeverReached([tried('done', null)])).toBe(false);
});
