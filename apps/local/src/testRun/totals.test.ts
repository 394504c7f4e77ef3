import { expect, test } from 'vitest';
import { totalsLine, type VitestReport, testTotals } from './totals.js';

const report = (more: Partial<VitestReport>): VitestReport => ({
  numPassedTests: 3,
  numFailedTests: 0,
  numPendingTests: 0,
  numTodoTests: 0,
  testResults: [{ status: 'passed', assertionResults: [{ status: 'passed' }] }],
  ...more,
});

test.each([
  ['all passed', report({}), 0, '3 passed, 0 failed'],
  ['skipped ones are told', report({ numPendingTests: 2, numTodoTests: 1 }), 0, '3 passed, 0 failed, 3 skipped'],
  [
    'a failed test counts once',
    report({ numFailedTests: 1, testResults: [{ status: 'failed', assertionResults: [{ status: 'failed' }] }] }),
    1,
    '3 passed, 1 failed',
  ],
  [
    'a file that cannot be run is a failure',
    report({ testResults: [{ status: 'failed', assertionResults: [] }] }),
    1,
    '3 passed, 1 failed',
  ],
  ['a run that fails outside of its tests is a failure', report({}), 1, '3 passed, 1 failed'],
  ['a run without tests is a failure', report({ numPassedTests: 0, testResults: [] }), 0, '0 passed, 1 failed'],
  ['a run without a report is a failure', null, null, '0 passed, 1 failed'],
] as const)('%s', (_, outcome, status, line) => {
  expect(totalsLine(testTotals(outcome, status))).toBe(line);
});
