import { expect, test } from 'vitest';
import { CodedError } from '#contract';
import type { TransferOptions } from './transferOptions.js';
import type { SshLogin } from '../login/types.js';
import { explainTransfer } from './explainTransfer.js';
import type { Verdict } from './superviseTransfer.js';

const target: SshLogin = {
  address: '10.0.0.1',
  port: 22,
  user: 'dep',
  privateKey: null,
  passphrase: null,
  password: null,
  agent: null,
  hostKeys: 'first-contact',
  knownHosts: null,
  jump: null,
  label: 'web1',
};
const push: TransferOptions = { direction: 'push', local: '/here', remote: '/there', deadlineMs: 3_000 };
const verdict = (errors: string, local: number | null = 23): Verdict => ({
  local,
  remote: { code: local, signal: null },
  errors,
  stopped: null,
});
const code = (options: TransferOptions, of: Verdict): string | undefined =>
  explainTransfer(target, options, of, 'reset')?.code;

test.each([
  ['DISK_FULL', 'rsync: [receiver] write failed on "/there/a": No space left on device (28)'],
  ['DISK_FULL', 'tar: ./big: Wrote only 5120 of 10240 bytes'],
  ['DISK_FULL', 'tar: ./a: Cannot mkdir: No space left on device'],
  ['NOT_WRITABLE', 'rsync: [receiver] mkstemp "/there/.a.x" failed: Permission denied (13)'],
  ['NOT_WRITABLE', 'rsync: mkstemp "/there/.a.x" failed: Permission denied (13)'],
  ['NOT_WRITABLE', "mkdir: cannot create directory '/there': Read-only file system"],
  ['TRANSFER_FAILED', 'rsync: [sender] send_files failed to open "/here/a": Permission denied (13)'],
  ['TRANSFER_FAILED', 'rsync: send_files failed to open "/here/a": Permission denied (13)'],
  ['TRANSFER_FAILED', ''],
])('a push that failed is %s for: %s', (expected, line) => {
  expect(code(push, verdict(`${line}\nrsync error: some files could not be transferred (code 23)\n`))).toBe(expected);
});

test('a pull that failed blames nothing on the host that may be ours', () => {
  expect(code({ ...push, direction: 'pull' }, verdict('No space left on device'))).toBe('TRANSFER_FAILED');
});

test('what ended it from outside goes before what it said', () => {
  expect(code(push, { ...verdict('No space left on device'), stopped: 'deadline' })).toBe('DEADLINE');
  expect(code(push, { ...verdict(''), stopped: 'cancel' })).toBe('CANCELLED');
  const reason = new CodedError('SHUTTING_DOWN');
  const aborted = { ...push, signal: AbortSignal.abort(reason) };
  expect(explainTransfer(target, aborted, { ...verdict(''), stopped: 'cancel' }, '')).toBe(reason);
  expect(code(push, { ...verdict(''), remote: null })).toBe('CONNECTION_LOST');
  expect(code(push, verdict('a warning', 0))).toBeUndefined();
});
