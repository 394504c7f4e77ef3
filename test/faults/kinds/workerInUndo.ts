import { trap } from '../inside.js';
import type { Allowed, Kind } from '../kind.js';
import type { Round } from '../round.js';
import { killWorkers, workerAt } from '../strikes.js';
import { around, killAt } from './workerAtBoundary.js';

const undone: Allowed = { outcomes: ['partial', 'failed'], standings: ['old', 'restored'] };

export const workerInUndo: Kind = {
  name: 'worker-in-undo',
  about: 'SIGKILL of the worker at a boundary while a host whose application failed goes back',
  may: undone,
  prepare: async (round) => {
    const { name } = round.random.pick(round.hosts).app;
    round.lines[name] = 'fail=exit';
    return await killAt(round, round.random.pick(around(name, ['activate', 'revert', 'discard'])));
  },
};

/** The first host is up when the last one fails, so that both go back. */
const failLast = (round: Round): void => void (round.lines[round.hosts.at(-1)!.app.name] = 'fail=500');
const undoAll = async (round: Round): Promise<void> => {
  await round.post({ action: 'release', k: 'server', policy: 'undo', batch: '1' });
};

export const workerInTakeBack: Kind = {
  name: 'worker-in-take-back',
  about: 'the same while a host that was up goes back, since another one failed',
  may: undone,
  prepare: async (round) => {
    failLast(round);
    const { name } = round.hosts[0]!.app;
    const changes = ['undo begun', 'undo ended'].map((what) => ({ place: 'phase' as const, what, app: null }));
    const vote = { place: 'vote' as const, what: 'undo', app: name };
    return await killAt(
      round,
      round.random.pick([...around(name, ['takeBack', 'probeAgain', 'discard']), vote, ...changes]),
    );
  },
  post: undoAll,
};

export const workerInUndoCommand: Kind = {
  name: 'worker-in-undo-command',
  about: 'SIGKILL of the worker while a command that puts a host back is on the host',
  may: undone,
  prepare: async (round) => {
    failLast(round);
    const [command, host] = round.random.pick([
      ['takeBack', round.hosts[0]!],
      ['revert', round.hosts.at(-1)!],
    ] as const);
    round.note(`${command} on ${host.app.name}`);
    const held = await trap(round, host, command);
    return async () => {
      if (!(await held.sprung())) return false;
      const worker = await workerAt(round, host.app.name);
      if (worker) await killWorkers(round, [worker]);
      return worker !== null;
    };
  },
  post: undoAll,
};
