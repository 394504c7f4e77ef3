import { execFile, spawn, type ChildProcess } from 'node:child_process';
import { copyFileSync, mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { endProcess, freePort } from '#provision';
import type { Place } from './place.js';

/** An empty directory of an ordinary user, who sets rexflow up below it with servers of its own. */
export async function inPrefix(dir: string, tgz: string, ssh: { user: string; port: number }): Promise<Place> {
  const typed: string[] = [];
  const started: ChildProcess[] = [];
  mkdirSync(dir, { recursive: true });
  copyFileSync(tgz, join(dir, 'rexflow.tgz'));
  const env = { ...process.env, HOME: dir, PATH: `${join(dir, 'program/bin')}:${process.env.PATH}` };
  const run = async (line: string): Promise<string> => {
    try {
      const words = ['-euo', 'pipefail', '-c', line];
      return (await promisify(execFile)('bash', words, { cwd: dir, env, maxBuffer: 2 ** 26 })).stdout;
    } catch (thrown) {
      const { stdout = '', stderr = '' } = thrown as { stdout?: string; stderr?: string };
      throw new Error(`${line}\n${stdout}${stderr}`, { cause: thrown });
    }
  };
  const type = async (line: string): Promise<string> => {
    typed.push(line);
    return await run(`{ ${line}; } 2>&1`);
  };
  /** Types a line that stays; resolves when it says what it is to say. */
  const begin = (line: string, says: RegExp): Promise<string> => {
    typed.push(line);
    const child = spawn('bash', ['-c', `exec ${line}`], { cwd: dir, env, stdio: ['ignore', 'pipe', 'pipe'] });
    started.push(child);
    return new Promise((resolve, reject) => {
      let said = '';
      for (const stream of [child.stdout, child.stderr])
        stream.on('data', (chunk: Buffer) => {
          said += chunk.toString();
          if (says.test(said)) resolve(said);
        });
      child.once('exit', () => reject(new Error(`${line}\n${said}`)));
    });
  };
  const stop = async (): Promise<void> => {
    for (const { pid, exitCode, signalCode } of started.splice(0))
      if (exitCode === null && signalCode === null) await endProcess(pid!, 60_000);
  };
  const port = await freePort();
  const setUp = async (): Promise<string> =>
    (await type('npm install --global --prefix ./program ./rexflow.tgz')) +
    (await type(`rexflow setup --prefix ./rexflow --yes --port ${port} --ssh-user ${ssh.user} --ssh-port ${ssh.port}`));
  const start = (): Promise<string> => begin('./rexflow/bin/rexflow-start', /\bready\b/);
  return {
    ...{ typed, run },
    install: async () => (await setUp()) + (await start()),
    installFrom: async (backup, passphraseFile) => {
      let said = await setUp();
      said += await begin('rexflow start --servers ./rexflow/servers', /private MariaDB on/);
      said += await type(
        `rexflow restore ${backup} --config-dir ./rexflow --keep-servers --replace --passphrase-file ${passphraseFile}`,
      );
      await stop();
      return said + (await start());
    },
    // Nobody but the tests installs for one user as root.
    expected: process.getuid?.() === 0 ? ['process.rights'] : [],
    configured: `REXFLOW_CONFIG=${join(dir, 'rexflow/config.yml')}`,
    seen: (path) => path,
    key: join(dir, 'rexflow/keys/ssh_key'),
    home: dir,
    stop,
    remove: async () => {
      await stop();
      rmSync(dir, { recursive: true, force: true });
    },
  };
}
