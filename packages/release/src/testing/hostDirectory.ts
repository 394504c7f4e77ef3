import { spawn, spawnSync } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import {
  chmodSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { facts, Secret } from '#shell';
import type { App } from '../model/app.js';
import type { Instruction } from '../model/instruction.js';
import { hostPaths } from '../model/paths.js';
import type { StepContext } from '../model/step.js';

let number = 0;

const unique = 'drawn-when-sent';
const drawn = (script: string): string => script.replaceAll(unique, randomUUID());

/** The session of a process that runs. */
function sessionOf(pid: string): number | null {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    const [state, , , session] = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    return state === 'Z' ? null : Number(session);
  } catch {
    return null; // It ended while we looked.
  }
}

const everyProcess = (): string[] => readdirSync('/proc').filter((name) => /^\d+$/.test(name));

function wordsOf(pid: string): string[] {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8').split('\0');
  } catch {
    return []; // It ended while we looked.
  }
}

/** Signals a process that was there when it was looked for; it may have ended since. */
function signal(pid: string, name: 'SIGTERM' | 'SIGKILL'): void {
  try {
    process.kill(Number(pid), name);
  } catch (thrown) {
    if ((thrown as NodeJS.ErrnoException).code !== 'ESRCH') throw thrown;
  }
}

/** A directory that plays a host, with an application that is a `sleep` under a name of its own. */
export function hostDirectory(layout: App['layout'] = 'separate', extra: Partial<App> = {}) {
  const root = mkdtempSync(join(tmpdir(), 'rexflow-host-'));
  const key = `hostapp-${process.pid}-${number++}`;
  const init = join(root, 'init');
  spawnSync('mkfifo', [join(root, 'never')]);
  writeFileSync(
    init,
    [
      '#!/bin/sh',
      `echo "$1" >>${root}/calls`,
      'case $1 in',
      // A process that never forks: between fork and exec a child would count as a second one.
      `start) setsid /bin/sh -c 'read never <"$1"' ${key} ${root}/never </dev/null >/dev/null 2>&1 & echo $! >${root}/pid ;;`,
      `stop) kill "$(cat ${root}/pid)" 2>/dev/null ;;`,
      'esac',
      'exit 0',
    ].join('\n'),
  );
  chmodSync(init, 0o755);
  const app: App = {
    id: 1,
    appKey: 'server1',
    group: 'server',
    host: '127.0.0.1',
    layout,
    programLink: join(root, 'www/html'),
    configLink: layout === 'separate' ? join(root, 'www/conf') : join(root, 'www/html/WEB-INF/classes'),
    init,
    processKey: key,
    automated: true,
    restarts: true,
    listedConfig: null,
    backupBeside: false,
    deployBeside: false,
    checkdir: [],
    predir: '',
    programCommand: '',
    configCommand: '',
    health: [],
    row: {},
    ...extra,
  };
  const stamp = '20261123_101112';
  const settings = {
    stop: 3,
    start: 3,
    startAttempts: 2,
    stable: 0.05,
    health: 0,
    command: 20,
    carry: 20,
    owner: '',
    backupDir: join(root, 'backup'),
    baseappDir: join(root, 'apps'),
    plainLinks: [],
  };
  const context: StepContext = {
    app,
    installation: { id: 'ours', name: 'prod on ops1' },
    requestId: 'request-1',
    stamp,
    request: { kind: 'check', targets: { names: [] } },
    fence: 1,
    unique,
    paths: hostPaths(app, stamp, settings.baseappDir),
    settings,
    facts: {},
    payload: null,
    together: [app],
    target: null,
    known: null,
    expired: [],
    late: {
      environment: 'prod',
      release: stamp,
      provenance: {},
      secretOf: (name) => new Secret(`secret of ${name}`),
    },
    confirm: 0,
  };
  const directory = (path: string, version: string): string => {
    mkdirSync(path, { recursive: true });
    writeFileSync(join(path, 'VERSION'), version);
    return path;
  };
  const liveAt = (link: string, path: string): void => {
    mkdirSync(join(link, '..'), { recursive: true });
    symlinkSync(path, link);
  };
  // What a script leaves in the machine's own place for that ends with the test, and is never that of another user's run.
  const env = { ...process.env, TMPDIR: root };
  const envWith = (programs: string) => (programs === '' ? env : { ...env, PATH: `${programs}:${process.env.PATH}` });
  /** `programs` is a directory whose programs are found before the machine's, `path` all there are. */
  const send = (instruction: Instruction, { shell = 'sh', programs = '', path = '' } = {}) => {
    if (instruction.do !== 'script') throw new Error('not a script');
    const { script, input } = instruction;
    const text = Buffer.from(drawn(script));
    // As the ssh room sends it.
    const words = input
      ? ['-c', `exec 3<&0; eval "$(dd bs=${text.length} count=1 iflag=fullblock 2>/dev/null)"`]
      : ['-s'];
    const fed = Buffer.concat([text, ...(input ?? [])]);
    const given = path === '' ? envWith(programs) : { ...env, PATH: path };
    const options = { encoding: 'utf8', timeout: 30_000, killSignal: 'SIGKILL', env: given } as const;
    const ended = spawnSync(shell, words, { input: fed, ...options });
    return { status: ended.status, facts: facts(ended.stdout), stderr: ended.stderr };
  };
  const sendAside = (instruction: Instruction, { programs = '' } = {}) => {
    if (instruction.do !== 'script') throw new Error('not a script');
    // As sshd does: a session of its own.
    const child = spawn('sh', ['-s'], { detached: true, stdio: ['pipe', 'pipe', 'inherit'], env: envWith(programs) });
    child.stdin.end(drawn(instruction.script));
    // Asked for at once: who waits only later waits in vain for one that has ended by then.
    return Object.assign(child, { ended: once(child, 'exit') as Promise<[number | null, string | null]> });
  };
  const inSession = (pid: number) => everyProcess().filter((name) => sessionOf(name) === pid);
  /** Tells everything in a session to end, as the ssh package ends a command. */
  const endSession = (pid: number): void => {
    for (const name of inSession(pid)) signal(name, 'SIGTERM');
  };
  /** Kills everything in a session, as a host that goes down; afterwards it is gone, also on a machine that takes its time. */
  const killSession = async (pid: number): Promise<void> => {
    for (let left = inSession(pid); left.length > 0; left = inSession(pid)) {
      for (const name of left) signal(name, 'SIGKILL');
      await new Promise((resolve) => setTimeout(resolve, 10));
    }
  };
  /** Its pid file tells of the application that was started last, and a test may start two. */
  const end = (): void => {
    for (const pid of everyProcess()) {
      if (wordsOf(pid).some((word) => word === key || word.startsWith(`${root}/`))) signal(pid, 'SIGKILL');
    }
    rmSync(root, { recursive: true, force: true });
  };
  return { root, app, context, directory, liveAt, send, sendAside, endSession, killSession, end, key };
}
