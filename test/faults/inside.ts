import { spawn } from 'node:child_process';
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { endProcess } from '#provision';
import { until, type Host } from '../support/estate.js';
import { pidsOf } from '../support/seen.js';
import { hookNames, type HookName } from './fixtures/keeping.js';
import { processes, remoteOn } from './processes.js';
import type { Round } from './round.js';

/** Commands in the middle of which any release can be held. */
const commands = ['stage', 'inspect', 'carry', 'seal', 'stop', 'start', 'probe'] as const;

/** Beside them: a carry over a connection that is slow and goes on, and what puts a host back. */
export type Command = (typeof commands)[number] | HookName | 'slowCarry' | 'revert' | 'takeBack';

/** Commands in the middle of which a release of these applications can be held. */
export const commandsOf = (round: Round): Command[] => [...commands, ...withHooks(round, hookNames)];

/** These hooks where the applications have them. */
export const withHooks = ({ arena }: Round, hooks: readonly HookName[]): readonly HookName[] =>
  arena.keeping ? hooks : [];

/** Something that holds a release inside of a command, laid before the release is posted. */
export interface Trap {
  /** Resolves when it holds; false when the release was over before. */
  sprung(): Promise<boolean>;
  /** Lets the command go on. The round's mend does it as well. */
  open(): Promise<void>;
}

const words = (file: string): string => `touch '${file}.reached'; while [ -e '${file}' ]; do sleep 0.02; done`;

function byFile(round: Round, file: string, what: string): Trap {
  // A command that was run again after its worker was killed leaves its mark behind when the trap is open already.
  rmSync(`${file}.reached`, { force: true });
  writeFileSync(file, '');
  const open = (): Promise<void> => {
    for (const path of [file, `${file}.reached`]) rmSync(path, { force: true });
    return Promise.resolve();
  };
  round.mends.push(open);
  return { sprung: () => round.met(what, () => existsSync(`${file}.reached`)), open };
}

async function inStage(round: Round): Promise<Trap> {
  const { arena } = round;
  const set = (command: string) => arena.rows('UPDATE pre_server_detail SET local_pro_cmd = ?', [command]);
  const file = join(arena.estate.dir, 'stage-is-held');
  await set(words(file));
  round.mends.push(() => set(''));
  return byFile(round, file, 'the stage being held');
}

function inInit(round: Round, host: Host, verb: 'stop' | 'start'): Trap {
  const file = join(round.arena.estate.dir, `${host.app.name}-${verb}-is-held`);
  round.changeInit(host, `${verb}) ${verb} ;;`, `${verb}) ${words(file)}; ${verb} ;;`);
  return byFile(round, file, `${verb} being held`);
}

/** Holds the worker before it asks the host, so that the host can be made to hold the command. */
async function beforeAsking(
  round: Round,
  host: Host,
  step: string,
  hinder: () => Promise<() => unknown>,
  holds: () => boolean,
): Promise<Trap> {
  const before = await round.hold('asked', step, host.app.name);
  let free: () => unknown = () => undefined;
  const open = async (): Promise<void> => {
    await free();
    free = () => undefined;
  };
  round.mends.push(open);
  return {
    sprung: async () => {
      if (!(await round.met(`${step} being asked`, () => before.reached()))) return false;
      free = await hinder();
      await before.release();
      return await round.met(`${step} being held`, holds);
    },
    open,
  };
}

/** Somebody else has the host's lock. */
async function lock({ app }: Host): Promise<() => Promise<void>> {
  const file = join(app.dir, '.rexflow', app.name, 'lock');
  const child = spawn('sh', ['-c', 'exec 9>"$0"; flock 9; echo held; exec sleep 600', file]);
  await new Promise((resolve) => child.stdout.once('data', resolve));
  return () => endProcess(child.pid!);
}

/** Open connections to the app, as the kernel shows its side of them: it takes them also while the app stands still. */
function connections({ app }: Host): string[] {
  const hex = (value: number, digits: number): string => value.toString(16).toUpperCase().padStart(digits, '0');
  const address = app.host
    .split('.')
    .reverse()
    .map((part) => hex(Number(part), 2))
    .join('');
  const own = `${address}:${hex(app.port, 4)}`;
  return readFileSync('/proc/net/tcp', 'utf8')
    .split('\n')
    .map((line) => line.trim().split(/\s+/))
    .filter(([, local, , state]) => local === own && state === '01')
    .map(([, , remote]) => remote!);
}

/** What goes on of a held command at this moment: its processes, or a probe's connections. */
export function workOf({ arena }: Round, host: Host, command: Command): string[] {
  if (command === 'probe') return connections(host);
  const { data } = arena.estate;
  const found =
    command === 'stage'
      ? processes().filter(({ cwd }) => cwd.startsWith(`${data}/`))
      : remoteOn(host.app.host, [host.app.key]);
  return found.map(({ pid }) => String(pid));
}

/** Stops the application once it listens: who asks it then is kept waiting. */
async function freeze({ arena, seconds }: Round, host: Host): Promise<() => void> {
  await until('the application listening', seconds, () => arena.estate.served(host));
  const pids = pidsOf(host.app);
  for (const pid of pids) process.kill(pid, 'SIGSTOP');
  return () => {
    for (const pid of pids) if (existsSync(`/proc/${pid}`)) process.kill(pid, 'SIGCONT');
  };
}

/** Lays a trap in one of these commands on one of the hosts, as chance has it. */
export async function trapSomewhere(
  round: Round,
  among: readonly Command[],
): Promise<{ command: Command; host: Host; held: Trap }> {
  const command = round.random.pick(among);
  // What runs once runs on the first one.
  const host = command === 'migrate' ? round.hosts[0]! : round.random.pick(round.hosts);
  round.note(`${command} on ${host.app.name}`);
  return { command, host, held: await trap(round, host, command) };
}

/** Lays a trap that holds a release inside of one command on a host. */
export async function trap(round: Round, host: Host, command: Command): Promise<Trap> {
  const { app } = host;
  switch (command) {
    case 'stage':
      return await inStage(round);
    case 'stop':
    case 'start':
      return inInit(round, host, command);
    case 'migrate':
    case 'relink':
    case 'warm':
      return byFile(round, round.arena.keeping!.gate(host, command), `${command} being held`);
    case 'carry': {
      const proxy = round.arena.ssh.get(app.name)!;
      const hinder = (): Promise<() => void> => {
        proxy.holdAfter(round.random.int(20_000, 400_000));
        return Promise.resolve(() => proxy.mend());
      };
      return await beforeAsking(round, host, command, hinder, () => proxy.holding());
    }
    case 'slowCarry': {
      const proxy = round.arena.ssh.get(app.name)!;
      const hinder = (): Promise<() => void> => {
        proxy.slow(200_000);
        return Promise.resolve(() => proxy.mend());
      };
      const carries = (): boolean => remoteOn(app.host, [app.key]).some(({ words: [first] }) => first === 'rsync');
      return await beforeAsking(round, host, 'carry', hinder, carries);
    }
    case 'probe':
      return await beforeAsking(
        round,
        host,
        command,
        () => freeze(round, host),
        () => connections(host).length > 0,
      );
    default: {
      const busy = (): boolean => remoteOn(app.host, [app.key]).some(({ words: [first] }) => first === 'flock');
      return await beforeAsking(round, host, command, () => lock(host), busy);
    }
  }
}
