import { execFile } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { installCommands, packagesFor } from '../servers/packages.js';
import { installScript } from './installScript.js';

let dir: string;
const policy = (): string => join(dir, 'policy-rc.d');

beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'rexflow-install-'));
  // Stand in for the machine's own tools: write down how they are called and what dpkg would be told meanwhile.
  const body = `#!/bin/sh
"${policy()}" >/dev/null 2>&1; allowed=$?
echo "$(basename "$0") $* [$allowed $DEBIAN_FRONTEND]" >>"${dir}/calls"
case "$*" in *nosuch*) exit 100;; esac
`;
  // Of all packages only redis-server has been there before.
  writeFileSync(join(dir, 'dpkg-query'), '#!/bin/sh\ncase $2 in redis-server) ;; *) exit 1 ;; esac\n', { mode: 0o755 });
  for (const tool of ['apt-get', 'systemctl']) writeFileSync(join(dir, tool), body, { mode: 0o755 });
});

afterEach(() => rmSync(dir, { recursive: true, force: true }));

async function install(...packages: string[]): Promise<{ status: number; calls: string[] }> {
  const script = `PATH="${dir}:$PATH"\n${installScript(policy())}`;
  const status = await promisify(execFile)('/bin/sh', ['-c', script, 'sh', ...packages]).then(
    () => 0,
    (error: { code: number }) => error.code,
  );
  return { status, calls: readFileSync(join(dir, 'calls'), 'utf8').trim().split('\n') };
}

test('dpkg may start no service while packages are installed, and everything as before afterwards', async () => {
  expect(await install('redis-server', 'openssh-server')).toEqual({
    status: 0,
    calls: [
      'apt-get update [101 noninteractive]',
      'apt-get install -y --no-install-recommends redis-server openssh-server [101 noninteractive]',
      'systemctl disable --quiet ssh [101 noninteractive]',
    ],
  });
  expect(existsSync(policy())).toBe(false);
});

test('a policy that is there already stays as it is, and a failed apt-get is told', async () => {
  writeFileSync(policy(), '#!/bin/sh\nexit 104\n', { mode: 0o755 });
  const { status, calls } = await install('nosuch');
  expect(status).toBe(100);
  expect(calls.at(-1)).toBe('apt-get install -y --no-install-recommends nosuch [104 noninteractive]');
  expect(readFileSync(policy(), 'utf8')).toContain('104');
});

test('several programs of one package name it once, in commands that can be pasted', () => {
  expect(packagesFor(['mariadbd', 'mariadb-install-db', 'sshd'], 'apt')).toEqual(['mariadb-server', 'openssh-server']);
  expect(installCommands(['mariadbd', 'mariadb-install-db', 'ssh-keygen'])).toBe(
    [
      '  apt   sudo apt-get update && sudo apt-get install -y --no-install-recommends mariadb-server openssh-client',
      '  dnf   sudo dnf install -y mariadb-server openssh-clients',
      '  apk   doas apk add mariadb openssh-client',
      '  brew  brew install mariadb openssh',
    ].join('\n'),
  );
});
