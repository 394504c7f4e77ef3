import { execFile, spawn } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, symlinkSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { root } from '../support/root.js';
import { until } from '../support/until.js';

/** A Debian of its own on this machine, booted with systemd; it shares its network. */
export interface Machine {
  /** Below which its files are seen from outside. */
  tree: string;
  /** Runs a line as root there; resolves with what it said, throws with all of it when it fails. */
  run: (line: string) => Promise<string>;
  /** Ends every process of it. */
  stop: () => Promise<void>;
  /** The same, and takes its files away. */
  remove: () => Promise<void>;
}

/** Empty Debian 12 with systemd; made once, a machine writes beside it. */
const base = join(root, '.rexflow/debian');
const inside = ['systemd', 'systemd-sysv', 'ca-certificates', 'libstdc++6', 'libatomic1'];

/** Makes the tree machines are booted from unless it is there. Throws with the end of what debootstrap said. */
async function makeBase(): Promise<void> {
  if (existsSync(base)) return;
  const part = `${base}.part`;
  rmSync(part, { recursive: true, force: true });
  mkdirSync(dirname(part), { recursive: true });
  const words = [
    '--variant=minbase',
    `--include=${inside.join(',')}`,
    'bookworm',
    part,
    'http://deb.debian.org/debian',
  ];
  await promisify(execFile)('debootstrap', words, { maxBuffer: 2 ** 24 });
  renameSync(part, base);
}

/** Node as nodejs.org packs it, and its npm, which is all a machine has beside Debian. */
function giveNode(tree: string): void {
  const lib = join(dirname(process.execPath), '../lib/node_modules/npm');
  for (const path of ['usr/local/bin', 'usr/local/lib/node_modules']) mkdirSync(join(tree, path), { recursive: true });
  cpSync(process.execPath, join(tree, 'usr/local/bin/node'), { dereference: true });
  cpSync(lib, join(tree, 'usr/local/lib/node_modules/npm'), { recursive: true });
  symlinkSync('../lib/node_modules/npm/bin/npm-cli.js', join(tree, 'usr/local/bin/npm'));
}

/** The first process of a namespace whose parent is `pid` of ours. */
const childOf = (pid: number): number | undefined =>
  readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map(Number)
    .find((one) => {
      try {
        return (
          readFileSync(`/proc/${one}/stat`, 'utf8')
            .replace(/^.*\) /s, '')
            .split(' ')[1] === String(pid)
        );
      } catch {
        return false;
      }
    });

/** Boots an empty machine whose files lie in `dir`. Needs root. Throws when it does not come up. */
export async function bootMachine(dir: string): Promise<Machine> {
  await makeBase();
  mkdirSync(join(dir, 'upper'), { recursive: true });
  giveNode(join(dir, 'upper'));
  const script = join(root, 'test/install/boot.sh');
  const outer = spawn('unshare', ['-mpfC', '--propagation', 'private', 'sh', script, base, dir], {
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  let said = '';
  outer.stderr.on('data', (chunk: Buffer) => (said += chunk.toString()));
  const ended = new Promise<void>((resolve) => outer.once('exit', () => resolve()));
  let first: number | undefined;
  const enter = (words: readonly string[]) => {
    const all = ['-t', String(first), '-m', '-p', '-C', '-r', '-w', ...words];
    return promisify(execFile)('nsenter', all, {
      maxBuffer: 2 ** 26,
      env: { PATH: process.env.PATH, HOME: '/root', LANG: 'C.UTF-8' },
    });
  };
  const stop = async (): Promise<void> => {
    if (outer.exitCode !== null || outer.signalCode !== null) return;
    // The first process of the namespace takes all others with it.
    if (first !== undefined) process.kill(first, 'SIGKILL');
    else outer.kill('SIGKILL');
    await ended;
  };
  const remove = async (): Promise<void> => {
    await stop();
    rmSync(dir, { recursive: true, force: true });
  };
  try {
    await until('the machine being up', 120, async () => {
      if (outer.exitCode !== null) throw new Error(`the machine does not boot: ${said}`);
      first ??= childOf(outer.pid!);
      if (first === undefined) return false;
      return await enter(['systemctl', 'is-system-running']).then(
        ({ stdout }) => stdout.trim() === 'running',
        () => false,
      );
    });
  } catch (thrown) {
    await remove();
    throw thrown;
  }
  return {
    tree: `/proc/${first}/root`,
    run: async (line) => {
      try {
        return (await enter(['bash', '-lc', line])).stdout;
      } catch (thrown) {
        const { stdout = '', stderr = '' } = thrown as { stdout?: string; stderr?: string };
        throw new Error(`${line}\n${stdout}${stderr}`, { cause: thrown });
      }
    },
    stop,
    remove,
  };
}
