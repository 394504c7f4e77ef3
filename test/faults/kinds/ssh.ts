import { setTimeout as pause } from 'node:timers/promises';
import type { Host } from '../../support/estate.js';
import { trap, trapSomewhere, withHooks, type Command } from '../inside.js';
import { orUndone, unharmed, type Kind } from '../kind.js';
import { hookNames, type HookName } from '../fixtures/keeping.js';
import { sshdFamily } from '../processes.js';
import type { Round } from '../round.js';
import { someMoment } from '../strikes.js';

/** Ends an SSH server with its sessions, not what was started in them; starts it again when the round mends. */
function killSshd(round: Round, host: Host): void {
  for (const pid of sshdFamily(host.sshd.pid)) process.kill(pid, 'SIGKILL');
  round.mends.unshift(async () => {
    await host.sshd.ended;
    await host.openSshd();
    round.recoversFrom = Date.now();
  });
}

const sshdKilled = (name: string, about: string, commands: readonly Command[], hooks: readonly HookName[]): Kind => ({
  name,
  about,
  may: unharmed,
  prepare: async (round) => {
    const { host, held } = await trapSomewhere(round, [...commands, ...withHooks(round, hooks)]);
    return async () => {
      if (!(await held.sprung())) return false;
      killSshd(round, host);
      return true;
    };
  },
});

export const sshdInCarry = sshdKilled('sshd-in-carry', 'SIGKILL of sshd in the middle of a carry', ['carry'], []);
export const sshdInActivation = sshdKilled(
  'sshd-in-activation',
  'SIGKILL of sshd while an application is stopped or started, or a hook runs',
  ['stop', 'start'],
  hookNames,
);

export const connectionHangs: Kind = {
  name: 'connection-hangs',
  about: 'a connection to a host stops forwarding and is not closed; new ones work after a while',
  may: orUndone,
  prepare: (round) => {
    const proxy = round.arena.ssh.get(round.random.pick(round.hosts).app.name)!;
    const seconds = round.random.int(0, 30) / 10;
    return async () => {
      if (!(await someMoment(round))) return false;
      proxy.hang();
      await pause(seconds * 1000);
      proxy.mend();
      round.recoversFrom = Date.now();
      return true;
    };
  },
};

export const networkGone: Kind = {
  name: 'network-gone',
  about: 'no way to a host between its switch and its start, for a while',
  may: { ...orUndone, standings: ['old', 'restored', 'unknown'] },
  prepare: async (round) => {
    const host = round.random.pick(round.hosts);
    const proxy = round.arena.ssh.get(host.app.name)!;
    const hangs = round.random.pick([true, false]);
    const seconds = round.random.pick([0, 0.5, 1]) * round.arena.settings.outage;
    round.note(`${host.app.name}, ${hangs ? 'no answer' : 'refused'} for ${seconds} s`);
    const held = await trap(round, host, 'start');
    return async () => {
      if (!(await held.sprung())) return false;
      if (hangs) proxy.hang();
      else proxy.cut();
      await held.open();
      await pause(seconds * 1000);
      proxy.mend();
      round.recoversFrom = Date.now();
      return true;
    };
  },
};
