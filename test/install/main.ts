import { execFile } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { freePort } from '#provision';
import { runProgram } from '../support/command.js';
import { root } from '../support/root.js';
import { inPrefix } from './inPrefix.js';
import { onMachine } from './onMachine.js';
import { parseOptions, usage, type InstallOptions } from './options.js';
import { play } from './story.js';

const tell = (line: string): void => void process.stderr.write(`${line}\n`);

/** Packs this project into a directory; gives the path of the package. */
async function pack(into: string): Promise<string> {
  mkdirSync(into);
  await promisify(execFile)('npm', ['pack', '--pack-destination', into], { cwd: root, maxBuffer: 2 ** 26 });
  return join(into, readdirSync(into)[0]!);
}

async function main({ prefix }: InstallOptions): Promise<void> {
  const dir = mkdtempSync(join(tmpdir(), 'rexflow-install-'));
  const stops: (() => Promise<unknown>)[] = [];
  try {
    const tgz = await pack(join(dir, 'package'));
    const place = prefix || process.getuid?.() !== 0 ? inPrefix : onMachine;
    const ssh = { user: userInfo().username, port: await freePort() };
    const { first, second, seconds } = await play({
      ...{ dir, sshPort: ssh.port, tell, stops },
      empty: (name) => place(join(dir, name), tgz, ssh),
    });
    const lines = (typed: readonly string[]): string => typed.map((line) => `  ${line}\n`).join('');
    process.stdout.write(`typed, from nothing to the console:\n${lines(first)}`);
    process.stdout.write(`typed, from a backup to the console:\n${lines(second)}`);
    process.stdout.write(`a first release after ${(seconds / 60).toFixed(1)} minutes\n`);
  } catch (thrown) {
    tell(thrown instanceof Error ? thrown.message : String(thrown));
    process.exitCode = 1;
  } finally {
    for (const stop of stops.reverse()) await stop();
    rmSync(dir, { recursive: true, force: true });
  }
}

await runProgram({ parse: parseOptions, usage }, main);
