import { copyFileSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { commandsOf } from '../support/chapter.js';
import { root } from '../support/root.js';
import { bootMachine } from './machine.js';
import type { Place } from './place.js';

/** The lines of the manual that take a backup back onto servers of setup. */
const linesOfManual = (): string[] =>
  /^```sh anew\n(.*?)^```$/ms
    .exec(readFileSync(join(root, 'apps/gateway/docs/backup.md'), 'utf8'))![1]!
    .trim()
    .split('\n');

/** An empty Debian with systemd, which root sets up to log in to hosts as `user` at `port`. */
export async function onMachine(dir: string, tgz: string, ssh: { user: string; port: number }): Promise<Place> {
  const machine = await bootMachine(dir);
  const typed: string[] = [];
  copyFileSync(tgz, join(machine.tree, 'root/rexflow.tgz'));
  const run = (line: string): Promise<string> => machine.run(`cd /root\n${line}`);
  const type = async (lines: readonly string[]): Promise<string> => {
    let said = '';
    for (const line of lines) {
      typed.push(line);
      said += await run(`{ ${line}; } 2>&1`);
    }
    return said;
  };
  return {
    ...{ typed, run },
    install: () =>
      type(['npm install --global ./rexflow.tgz', `rexflow setup --yes --ssh-user ${ssh.user} --ssh-port ${ssh.port}`]),
    installFrom: (backup, passphraseFile) =>
      type(linesOfManual().map((line) => line.replace('FILE', backup).replace('PASSPHRASE', passphraseFile))),
    // A line that goes on for ever is ended once it has shown what is there.
    logs: () =>
      run(
        commandsOf('install-systemd.md', 'Logs')
          .flatMap((block) => block.trim().split('\n'))
          .map((line) => (line.endsWith(' -f') ? `timeout 2 ${line} || [ $? -eq 124 ]` : line))
          .join('\n'),
      ),
    expected: [],
    configured: 'REXFLOW_CONFIG=/etc/rexflow/config.yml',
    seen: (path) => join(machine.tree, path),
    key: '/etc/rexflow/keys/ssh_key',
    home: '/root',
    stop: machine.stop,
    remove: machine.remove,
  };
}
