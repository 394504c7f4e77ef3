import { expect, test } from 'vitest';
import { errorCodes, type Code, type ErrorClass } from './codes.js';

const codes = Object.keys(errorCodes) as Code[];
const bad = codes.filter((code) => errorCodes[code].kind !== 'refused');
/** Every detail any sentence asks for, as long as those of a real installation. */
const real = new Proxy({}, { get: () => 'application-server-12.example' });

test.each(bad)('%s has a class, and an advice that fits on a line or two, with details and without', (code) => {
  const { class: of, advice } = errorCodes[code];
  expect(of).not.toBe('refused');
  for (const details of [real, {}]) {
    const sentence = advice!(details);
    expect(sentence.length).toBeGreaterThan(20);
    expect(sentence.length).toBeLessThanOrEqual(200);
    expect(sentence).toMatch(/^[A-Z].*\.$/);
    expect(sentence).not.toMatch(/undefined|\[object/);
  }
});

test.each([
  [
    { what: 'start flock', status: '127', reason: 'it is not installed', app: 'application-server-12' },
    /^Install flock on the host \(apt-get install util-linux, or apk add util-linux\); rexflow doctor application-server-12 /,
  ],
  [
    {
      what: 'start supervisorctl',
      status: '127',
      reason: 'it is not installed, or not on the PATH of the user who logs in',
    },
    /^Install supervisorctl on the host; rexflow doctor with the app /,
  ],
  [{ what: 'start flock', status: '137', reason: 'Killed' }, /free, ulimit/],
  [{ what: 'read /srv/.rexflow/fence', status: '127', reason: 'it is not installed' }, /free, ulimit/],
])('what a host could not do is told with what cures it: %j', (details, advice) => {
  const sentence = errorCodes.HOST_TROUBLE.advice!(details);
  expect(sentence).toMatch(advice);
  expect(sentence.length).toBeLessThanOrEqual(200);
});

test('what is refused is of that class', () => {
  const refusals = codes.filter((code) => errorCodes[code].kind === 'refused');
  expect(refusals.filter((code) => errorCodes[code].class !== 'refused')).toEqual([]);
});

/** Who has to act on what: each code of bad news under its class. */
const classes: Record<Exclude<ErrorClass, 'refused'>, Code[]> = {
  input: [
    'DOWNLOAD_FAILED',
    'DOWNLOAD_TIMEOUT',
    'DOWNLOAD_TOO_LARGE',
    'DOWNLOAD_MISMATCH',
    'DOWNLOAD_UNCHECKED',
    'GIT_MISSING',
    'GIT_FAILED',
    'GIT_REF_UNKNOWN',
    'GIT_LFS',
    'ARCHIVE_UNKNOWN',
    'ARCHIVE_DAMAGED',
    'ARCHIVE_UNSUPPORTED',
    'ARCHIVE_NAMES_UNREADABLE',
    'PACKAGE_UNFIT',
    'ARCHIVE_TOO_LARGE',
    'ARCHIVE_ESCAPES',
    'ARCHIVE_NAME_NOT_ALLOWED',
    'PACKAGE_HOOKS_INVALID',
    'TREE_MISSING',
    'TREES_MISSING',
    'TREE_EMPTY',
    'TREE_ESCAPES',
    'TREE_CONFLICT',
    'FILES_MISSING',
    'SOURCE_APP_MISSING',
    'PLAN_CHANGED',
    'DRIFTED',
    'DRIFT_NOT_KEPT',
    'BASE_DRIFTED',
    'SOURCE_MOVED',
    'PACKAGE_GONE',
    'PACKAGE_ELSEWHERE',
    'BUNDLE_GONE',
    'GROUP_NOT_SEALED',
    'NO_PREVIOUS',
    'TARGET_GONE',
    'TARGET_UNFIT',
    'REMOVAL_CHANGED',
    'REMOVAL_SAME_HOST',
    'SERVICE_NONE',
    'LOGS_UNSET',
    'LOG_ABSENT',
    'LOG_OUTSIDE',
    'LOG_PATTERN',
    'LOG_TOO_FAST',
    'SECRET_UNKNOWN',
    'SECRET_UNFIT',
    'HEALTH_CA_UNUSABLE',
    'SHARED_MISSING',
    'SHARED_IN_RELEASE',
    'SHARED_UNMOVABLE',
    'SHARED_ELSEWHERE',
    'SHARED_MOVED',
  ],
  hook: ['INIT_COMMAND_FAILED', 'COMMAND_FAILED'],
  unreachable: ['UNREACHABLE', 'CONNECTION_LOST'],
  authentication: ['AUTHENTICATION', 'SSH_AGENT_FAILED', 'LOGIN_CERTIFICATE'],
  'host-key': ['HOST_KEY_CHANGED', 'HOST_KEY_UNKNOWN', 'HOST_CERTIFICATE'],
  disk: ['DISK_FULL', 'LOCAL_IO', 'DIRECTORY_AWAY'],
  permission: ['NOT_WRITABLE', 'OWNER_UNFIT', 'LOG_UNREADABLE'],
  transfer: ['TRANSFER_FAILED', 'VERIFY_FAILED'],
  application: [
    'INIT_MISSING',
    'SERVICE_UNFIT',
    'STOP_FAILED',
    'START_FAILED',
    'RELOAD_FAILED',
    'HOOK_FAILED',
    'HOOK_NOT_ALLOWED',
    'HOOK_UNCERTAIN',
  ],
  host: ['LOGIN_SHELL_FAILED', 'HOST_TROUBLE'],
  switch: ['SWITCH_FAILED', 'LINK_LOST'],
  health: ['HEALTH_FAILED', 'NOT_CONFIRMED'],
  deadline: ['DEADLINE'],
  cancelled: ['CANCELLED', 'UNDONE'],
  superseded: ['SUPERSEDED'],
  lease: [
    'FENCE_OLD',
    'RELEASE_EXISTS',
    'INSTALLATION_OTHER',
    'LEASE_LOST',
    'HOST_BUSY',
    'HELD_ELSEWHERE',
    'DIRECTORY_ELSEWHERE',
    'SHUTTING_DOWN',
  ],
  lost: ['LOST', 'RESTORED'],
  dependency: [
    'HOST_LOOK_LATE',
    'QUEUE_AWAY',
    'QUEUE_FULL',
    'QUEUE_READONLY',
    'MYSQL_AWAY',
    'MYSQL_UNKNOWN',
    'SOURCE_AWAY',
    'SOURCE_REFUSED',
  ],
  internal: ['INTERNAL'],
};

test('every code of bad news stands under its class, and in this table', () => {
  const listed = Object.entries(classes).flatMap(([of, own]) => own.map((code) => `${code}: ${of}`));
  expect(bad.map((code) => `${code}: ${errorCodes[code].class}`).sort()).toEqual(listed.sort());
});
