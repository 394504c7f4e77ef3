import { mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, onTestFinished, test, vi } from 'vitest';
import { parse } from 'yaml';
import { otherCertificate } from '../../../../packages/config/src/tls/testCertificates.fixture.js';
import { lookBefore } from '../before.js';
import { backupAsked, timerAsked, tlsAsked } from '../besides.js';
import { setupOptions, type SetupOptions } from '../options.js';
import { perform, stepDone } from '../plan/perform.js';
import type { Choices } from '../plan/record.js';
import { spellAction } from '../plan/spell.js';
import { backupStep, requireWritable } from './backupTimer.js';
import { machinePlaces, prefixPlaces, type Places } from './places.js';
import { requireUsable, tlsStep } from './tls.js';
import { unitsStep } from './units.js';

/* What is asked for besides: a certificate, and a backup every night. */
let dir: string;
let places: Places;
let given: { cert: string; key: string };
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'rexflow-asked-'));
  places = prefixPlaces(dir);
  given = { cert: join(dir, 'given.pem'), key: join(dir, 'given.key') };
  writeFileSync(given.cert, otherCertificate.cert);
  writeFileSync(given.key, otherCertificate.key);
});
afterEach(() => rmSync(dir, { recursive: true, force: true }));

/** Does the step with this config.yml; gives what its section gateway says afterwards. */
async function gatewayAfter(config: string): Promise<unknown> {
  writeFileSync(places.config, config, { mode: 0o600 });
  // Port 1 is nobody's.
  const step = tlsStep(places, { port: 1 } as Parameters<typeof tlsStep>[1], given, () => undefined);
  await step.allowed?.();
  for (const action of step.actions) await perform(action);
  expect(await stepDone(step, true)).toBe(true);
  expect([places.config, join(dir, 'tls/key.pem')].map((path) => statSync(path).mode & 0o777)).toEqual([0o600, 0o600]);
  return (parse(readFileSync(places.config, 'utf8')) as { gateway: unknown }).gateway;
}

test('a certificate is for others: it listens to all, unless somebody said where', async () => {
  const tls = { cert: join(dir, 'tls/cert.pem'), key: join(dir, 'tls/key.pem') };
  expect(await gatewayAfter('# mine\ngateway: { port: 1 }\n')).toEqual({ port: 1, host: '0.0.0.0', tls });
  expect(readFileSync(places.config, 'utf8')).toContain('# mine');
  expect(await gatewayAfter('gateway:\n')).toEqual({ host: '0.0.0.0', tls });
  expect(await gatewayAfter('gateway: { host: 10.0.0.1 }\n')).toEqual({ host: '10.0.0.1', tls });
});

test('a plan shows what systemd is told where it runs, and of what is shown nothing that nobody does', () => {
  const shown = (at: Places): string[] => {
    const steps = [
      tlsStep(at, { port: 1 } as Choices, given, () => undefined),
      ...(at.prefix === null ? [unitsStep(at), backupStep(at, { dir, at: '03:10' }, { switchOn: true })] : []),
    ];
    return steps.flatMap(({ actions }) => actions.map(spellAction)).filter((one) => /kill|systemctl|curl/.test(one));
  };
  const machine = machinePlaces(dir);
  const asks = ['curl -fsSk http://127.0.0.1:1/healthz'];
  expect([places, machine].map(shown)).toEqual([asks, asks]);
  mkdirSync(join(dir, 'run/systemd/system'), { recursive: true });
  const later = ['systemctl daemon-reload', 'systemctl daemon-reload'];
  later.push('systemctl enable rexflow-backup.timer', 'systemctl restart rexflow-backup.timer');
  // One that speaks HTTP so far has to begin anew.
  expect(shown(machine)).toEqual(['systemctl restart rexflow-gateway.service', ...later]);
  mkdirSync(machine.etc, { recursive: true });
  writeFileSync(machine.config, 'gateway: { tls: { cert: /c, key: /k } }\n');
  expect(shown(machine)).toEqual(['systemctl reload rexflow-gateway.service', ...later]);
});

test('a certificate that somebody named in config.yml is not put aside', async () => {
  const config = 'gateway: { tls: { cert: /own.pem, key: /own.key } }\n';
  await expect(gatewayAfter(config)).rejects.toThrow(`${places.config} names a certificate of its own: /own.pem`);
});

test('a directory of others is given to nobody for backups', async () => {
  const backups = join(dir, 'backups');
  const step = backupStep(machinePlaces(dir), { dir: backups, at: '03:10' }, { switchOn: true });
  await step.allowed!();
  mkdirSync(backups);
  await step.allowed!();
  writeFileSync(join(backups, 'theirs'), '');
  await expect(step.allowed!()).rejects.toThrow(`${backups} is not empty, and not of the user rexflow`);
});

test.each([
  ['/home/ops/backups', 'does not see the homes of people'],
  ['/root', 'does not see the homes of people'],
  ['/run/user/1000/b', 'does not see the homes of people'],
  ['/tmp/b', 'has a /tmp and a /var/tmp of its own'],
  ['/var/tmp', 'has a /tmp and a /var/tmp of its own'],
])('a backup into %s is refused: the unit cannot write there', async (backup, why) => {
  const refused = lookBefore(machinePlaces('/'), {} as Choices, { record: null, tls: null, backup });
  await expect(refused).rejects.toThrow(`${backup}: no backup can be written there: its unit ${why}`);
  await expect(refused).rejects.toMatchObject({ advice: expect.stringContaining('--backup /var/backups/rexflow') });
});

test('a link into a home is refused as what it leads to, and a directory that is called alike is not', () => {
  const link = join(dir, 'backups');
  symlinkSync('/root', link);
  const at = machinePlaces('/');
  // What the link itself stands in is below /tmp here.
  expect(() => requireWritable(at, join(link, 'b'))).toThrow('the homes of people');
  for (const fine of ['/srv/root', '/tmpfs/b', '/homes', '/var/backups/rexflow']) requireWritable(at, fine);
  // A machine that is a directory has its own ones below it.
  requireWritable(machinePlaces(dir), join(dir, 'backups/b'));
});

test('a directory is taken without what leads up', () => {
  expect(setupOptions(['--backup', '/srv/b/../../home/./b'])).toMatchObject({ backup: '/home/b' });
});

test('what goes together is asked for together, and what was asked for before counts on', () => {
  const none = { machine: '/' } as SetupOptions;
  const before = { tls: { cert: '/c', key: '/k' }, backup: { dir: '/b', at: '03:10' } };
  expect([tlsAsked(none, null), backupAsked(none, null)]).toEqual([null, null]);
  expect([tlsAsked(none, before), backupAsked(none, before)]).toEqual([before.tls, before.backup]);
  expect(tlsAsked({ ...none, tlsCert: '/d', tlsKey: '/l' }, before)).toEqual({ cert: '/d', key: '/l' });
  expect(backupAsked({ ...none, backup: '/e' }, null)).toEqual({ dir: '/e', at: '02:15' });
  expect(backupAsked({ ...none, backupAt: '04:00' }, before)).toEqual({ dir: '/b', at: '04:00' });
  expect(() => tlsAsked({ ...none, tlsCert: '/d' }, before)).toThrow('--tls-cert and --tls-key go together');
  expect(() => backupAsked({ ...none, backupAt: '04:00' }, null)).toThrow('--backup-at goes with --backup DIR');
  expect(() => backupAsked({ ...none, prefix: '/p', backup: '/b' }, null)).toThrow(
    'for an installation of the machine',
  );
});

test('a timer is switched on when it is asked for, and until it was', () => {
  const none = { machine: '/' } as SetupOptions;
  const record = (switchOn: boolean, isFinished: boolean) => ({ switchOn, finished: () => isFinished });
  expect(timerAsked(none, null)).toBe(true);
  expect(timerAsked(none, record(false, false))).toBe(true);
  expect(timerAsked(none, record(true, true))).toBe(true);
  expect(timerAsked(none, record(false, true))).toBe(false);
  expect(timerAsked({ ...none, backup: '/b' }, record(false, true))).toBe(true);
});

test('a certificate that cannot be used is refused in the language of the terminal', () => {
  vi.stubEnv('REXFLOW_LANGUAGE', 'zh');
  onTestFinished(() => void vi.unstubAllEnvs());
  expect(() => requireUsable({ ...given, cert: given.key })).toThrow(
    /gateway\.tls\.cert：.* 无法使用（不是 PEM 证书）/,
  );
});

test.each([
  ['--backup', 'backups'],
  ['--backup', '/var/%h'],
  ['--backup', '/var/two words'],
  ['--backup', '/'],
  ['--backup', '/srv/..'],
  ['--backup-at', '24:00'],
  ['--backup-at', '2:15'],
])('%s %s is refused', (...words) => {
  expect(setupOptions(words)).toBe(2);
});
