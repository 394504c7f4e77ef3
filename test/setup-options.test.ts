import { execFileSync, spawn } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { askOwnGateway, ownBuild, spellBuild } from '#config';
import { freePort } from '#provision';
import { otherCertificate, testCertificate } from '../packages/config/src/tls/testCertificates.fixture.js';
import { commandsOf } from './support/chapter.js';
import { createMachine, type Machine, type Said } from './support/machine.js';
import { until } from './support/until.js';

/*
 * What a setup of a machine does besides, when it is asked for it: private servers, a backup every night, TLS; and after an upgrade. The
 * tests follow each other.
 */
const isRoot = process.getuid?.() === 0;
if (!isRoot) process.stderr.write('skipped: only root gives files to other users, as a setup of a machine does\n');
describe.skipIf(!isRoot)('as root, which gives files to others', () => {
  const stops: (() => Promise<unknown>)[] = [];
  let machine: Machine;
  let port: number;
  let backups: string;
  let password: string;
  const words = (...more: string[]): string[] => [...more, '--machine', machine.dir, '--yes'];
  const call = (...more: string[]): Promise<Said> => machine.rexflow(words(...more));
  const shown = (path: string): string => {
    const { mode, uid, gid } = statSync(machine.at(path));
    return `${(mode & 0o777).toString(8)} ${uid}:${gid}`;
  };
  const told = (): string => readFileSync(machine.at('systemctl.log'), 'utf8');
  const answers = (path: string, scheme = 'http') => askOwnGateway(`${scheme}://127.0.0.1:${port}${path}`);

  beforeAll(async () => {
    port = await freePort();
    machine = await createMachine();
    backups = machine.at('var/backups/rexflow');
    stops.push(() => machine.remove());
  });
  afterAll(async () => {
    for (const stop of stops.reverse()) await stop();
  });

  test('private servers run as a unit of the service user', async () => {
    const typed = commandsOf('backup.md', 'Every night', 'setup')[0]!.trim().replace('/var/', machine.at('var/'));
    const flags = ['--private-servers', '--port', String(port)];
    const { status, said } = await call(...typed.split(' ').slice(1), ...flags);
    expect(status, said).toBe(0);
    password = /^ {2}password {2}(\S+)$/m.exec(said)![1]!;
    expect(said).toContain(`A backup is made in ${backups} at 03:10 every night.`);
    expect(said).toContain('etc/rexflow/keys/backup.passphrase elsewhere');
    expect(statSync(machine.at('var/lib/rexflow/servers/mariadb/data')).uid).toBe(65_534);
    expect(existsSync(machine.at('redis.pid'))).toBe(false);
  }, 120_000);

  test('again all is as it was, but that what runs an earlier version is named, and restarted', async () => {
    process.kill(machine.pidOf('rexflow-gateway.service'));
    await until('the gateway being gone', 20, async () => (await answers('/readyz')) === null);
    const program = `require('http').createServer((_, answer) => answer.end('{"version":"0.0.1","commit":null}'))
      .listen(${port}, '127.0.0.1')`;
    const old = spawn(process.execPath, ['-e', program], { stdio: 'ignore' });
    stops.push(async () => await Promise.resolve(old.kill('SIGKILL')));
    writeFileSync(machine.at('rexflow-gateway.service.pid'), String(old.pid));
    await until('the old gateway answering', 20, async () => (await answers('/readyz')) !== null);
    const { status, said } = await call('setup');
    expect(status, said).toBe(0);
    expect(said.match(/^\d+\/\d+ .*(?<!is so already)$/gm)).toEqual([
      expect.stringContaining('what runs rexflow 0.0.1 is restarted'),
    ]);
    expect(told()).toMatch(/^restart rexflow-gateway\.service$/m);
    const { version, commit } = JSON.parse((await answers('/readyz'))!.body) as typeof ownBuild;
    expect(spellBuild({ version, commit })).toBe(spellBuild(ownBuild));
  }, 60_000);

  test('the backup of every night has a directory, a passphrase and a timer of its own, and its unit makes one', () => {
    expect(shown('var/backups/rexflow')).toBe('700 65534:65534');
    expect(shown('etc/rexflow/keys/backup.passphrase')).toBe('640 0:65533');
    const unit = (name: string): string => readFileSync(machine.at(`etc/systemd/system/${name}`), 'utf8');
    expect(unit('rexflow-backup.timer.d/setup.conf')).toBe('[Timer]\nOnCalendar=\nOnCalendar=*-*-* 03:10:00\n');
    expect(unit('rexflow-backup.service.d/setup.conf')).toContain(
      `\nReadWritePaths=\nReadWritePaths=${machine.at('var/lib/rexflow')} ${backups}\n`,
    );
    expect(told()).toContain('enable rexflow-backup.timer\nrestart rexflow-backup.timer\n');
    const said = execFileSync('systemctl', ['start', 'rexflow-backup.service'], { env: machine.env }).toString();
    expect(said).toContain(`encrypted with the passphrase: ${machine.at('etc/rexflow/')}`);
    expect(readdirSync(backups)).toEqual([expect.stringMatching(/^rexflow-prod-.*\.tar$/)]);
  });

  test('a timer that was switched off by hand stays off, whatever is written anew, until a backup is asked for again', async () => {
    const timer = machine.at('etc/systemd/system/rexflow-backup.timer');
    const isOn = (): boolean => existsSync(machine.at('rexflow-backup.timer.enabled'));
    execFileSync('systemctl', ['disable', '--now', 'rexflow-backup.timer'], { env: machine.env });
    // As one of an earlier version.
    writeFileSync(timer, '[Timer]\n');
    const upgraded = await call('setup');
    expect(upgraded.said).toMatch(/^\d+\/\d+ backup at 03:10 every night: \S+$/m);
    expect(told().trimEnd().split('\n').slice(-2)).toEqual(['daemon-reload', 'try-restart rexflow-backup.timer']);
    expect([readFileSync(timer, 'utf8').includes('WantedBy'), isOn()]).toEqual([true, false]);
    expect((await call('setup')).said).toContain('Everything is as it was set up.');
    const asked = await call('setup', '--backup', backups);
    expect([asked.said.includes('Everything is as it was set up.'), isOn()]).toEqual([false, true]);
    expect((await call('setup', '--backup', backups)).said).toContain('Everything is as it was set up.');
  }, 60_000);

  test('a certificate is looked at, copied for the gateway alone, and shown; a renewed one without a restart', async () => {
    const given = { cert: machine.at('given.pem'), key: machine.at('given.key') };
    const lay = ({ cert, key }: typeof testCertificate): void => {
      writeFileSync(given.cert, cert);
      writeFileSync(given.key, key, { mode: 0o600 });
    };
    const typed = commandsOf('install-systemd.md', 'TLS', 'tls')[0]!
      .trim()
      .replace(/\S+fullchain\.pem/, given.cert)
      .replace(/\S+privkey\.pem/, given.key);
    const setup = (): Promise<Said> => call(...typed.split(' ').slice(1));
    const config = machine.at('etc/rexflow/config.yml');
    // Nothing of this test listens for others.
    writeFileSync(
      config,
      readFileSync(config, 'utf8').replace('gateway:\n', 'gateway:\n  # here\n  host: 127.0.0.1\n'),
    );
    lay(testCertificate);
    const first = await setup();
    expect(first.status, first.said).toBe(0);
    expect(first.said).toContain(`https://127.0.0.1:${port}`);
    expect(shown('etc/rexflow/tls/key.pem')).toBe('640 0:65534');
    expect(readFileSync(config, 'utf8')).toContain('# here\n  host: 127.0.0.1\n');
    expect(readFileSync(machine.at('etc/systemd/system/rexflow-worker.service'), 'utf8')).toContain(
      `InaccessiblePaths=-${machine.at('etc/rexflow/tls')}`,
    );
    expect([(await answers('/readyz', 'https'))?.status, await answers('/readyz')]).toEqual([200, null]);

    const url = `https://127.0.0.1:${port}`;
    const caller = { ...machine.env, NODE_EXTRA_CA_CERTS: given.cert };
    const rexflow = (...asked: string[]): string =>
      execFileSync('rexflow', asked, { env: caller, input: password }).toString();
    machine.stand('rexflow', `exec ${process.execPath} ${join(import.meta.dirname, '../apps/cli/rexflow.mjs')} "$@"`);
    rexflow('login', url, '-u', 'admin', '--password-stdin');
    const { findings } = JSON.parse(rexflow('doctor', '--json')) as { findings: { name: string; state: string }[] };
    expect(findings).toContainEqual(expect.objectContaining({ name: 'certificate.gateway', state: 'ok' }));
    expect(findings.filter(({ state }) => state === 'failed')).toEqual([]);

    const pid = machine.pidOf('rexflow-gateway.service');
    lay(otherCertificate);
    const renewed = await setup();
    expect(renewed.said).toContain(`Open:\n  https://rexflow.example.org:${port}`);
    expect(told()).toMatch(/^reload rexflow-gateway\.service$/m);
    expect(machine.pidOf('rexflow-gateway.service')).toBe(pid);
  }, 60_000);

  test('an uninstall takes the units back, and leaves the backups even with --data', async () => {
    const gone = await call('uninstall', '--data');
    expect(gone.status, gone.said).toBe(0);
    expect(told()).toContain('disable --now rexflow-backup.timer');
    expect(readdirSync(machine.at('etc/systemd/system'))).toEqual([]);
    expect(gone.said).toContain(`The backups in ${backups} stay`);
    expect(existsSync(machine.at('etc/rexflow'))).toBe(false);
    expect(existsSync(machine.at('var/lib/rexflow'))).toBe(false);
    expect(readdirSync(backups)).toHaveLength(1);
  }, 60_000);
});
