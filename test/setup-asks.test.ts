import { existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { testCertificate } from '../packages/config/src/tls/testCertificates.fixture.js';
import { createMachine } from './support/machine.js';
import { root } from './support/root.js';
import { atTerminal, hasTerminal } from './support/terminal.js';

/* The questions of rexflow setup at a real terminal: each is answered, and the last one with no. */
if (!hasTerminal) process.stderr.write('skipped: there is no script(1) of util-linux, which makes a terminal\n');
describe.skipIf(!hasTerminal)('at a terminal', () => {
  const home = mkdtempSync(join(tmpdir(), 'rexflow-asks-'));
  afterAll(() => rmSync(home, { recursive: true, force: true }));
  const [cert, key] = ['cert.pem', 'key.pem'].map((name) => join(home, name)) as [string, string];
  writeFileSync(cert, testCertificate.cert);
  writeFileSync(key, testCertificate.key);
  const rexflow = (...words: string[]): string[] => [process.execPath, join(root, 'apps/cli/rexflow.mjs'), ...words];
  const env = (language: string): NodeJS.ProcessEnv => ({ ...process.env, HOME: home, REXFLOW_LANGUAGE: language });

  test('a first setup asks what it cannot know, says what it would do, and does nothing after a no', async () => {
    const prefix = join(home, 'here');
    const { status, shown } = await atTerminal(
      rexflow('setup', '--prefix', prefix, '--port', '3999'),
      { env: env('en'), cwd: home },
      [
        [/User that rexflow logs in to hosts as \(deploy\): /, 'not a name\n'],
        [/that is no name of a user/, 'ops\n'],
        [/Certificate for TLS, a file in PEM; nothing for none: /, `${cert}\n`],
        [/Its private key, a file in PEM: /, `${key}\n`],
        [/Do this\? \[y\/N\]: /, 'n\n'],
      ],
    );
    expect(shown).toContain(`install -m 600 ${key} ${prefix}/tls/key.pem`);
    expect(shown).not.toContain('Directory for a backup');
    expect(status, shown).toBe(1);
    expect(readdirSync(home).sort()).toEqual(['cert.pem', 'key.pem']);
  });

  test.skipIf(process.getuid?.() !== 0)(
    'a setup of the machine asks for a backup, too, in Chinese; Ctrl-C leaves everything as it was',
    async () => {
      const machine = await createMachine();
      const { status, shown } = await atTerminal(
        rexflow('setup', '--machine', machine.dir, '--private-servers', '--ssh-user', 'ops', '--port', '3999'),
        { env: { ...machine.env, REXFLOW_LANGUAGE: 'zh' }, cwd: home },
        [
          [/TLS 证书文件/, '\n'],
          [/每晚备份的目录，不需要则留空: /, 'backups\n'],
          [/目录以 \/ 开头/, '/var/backups/rexflow\n'],
          [/备份时间 \(02:15\): /, '\n'],
          [/执行以上步骤？ （y\/N）: /, '\x03'],
        ],
      );
      expect(shown).toMatch(/\d+\/\d+ 步：每晚 02:15 备份：\/var\/backups\/rexflow/);
      expect(shown).toContain('systemctl enable rexflow-backup.timer');
      expect([status, shown]).toEqual([1, expect.stringContaining('没有做任何更改。')]);
      expect(readdirSync(machine.at('etc')).sort()).toEqual(['redis', 'systemd']);
      await machine.remove();
    },
  );

  test.skipIf(process.getuid?.() !== 0 || existsSync('/etc/rexflow'))(
    'a directory that the unit of the backup cannot write to is told with another one, and asked for again',
    async () => {
      const { shown } = await atTerminal(
        rexflow('setup', '--private-servers', '--ssh-user', 'ops', '--port', '3999'),
        { env: env('en'), cwd: home },
        [
          [/Certificate for TLS.*: /, '\n'],
          [/Directory for a backup.*: /, '/tmp/backups\n'],
          [/rexflow setup --backup \/var\/backups\/rexflow[^]*Directory for a backup.*: /, '\x03'],
        ],
      );
      expect(shown).toContain('/tmp/backups: no backup can be written there: its unit has a /tmp');
      expect(existsSync('/etc/rexflow')).toBe(false);
    },
  );
});
