import { execFileSync } from 'node:child_process';
import { readdirSync, rmSync, statfsSync, statSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Host } from '../../support/estate.js';
import { trap } from '../inside.js';
import { orUndone, type Allowed, type Kind } from '../kind.js';
import type { Round } from '../round.js';

const asBefore: Allowed = { outcomes: ['failed'], standings: ['old'] };
const over = (round: Round) => async (): Promise<boolean> => {
  await round.met('the end', () => false);
  return true;
};

/** Takes all room but so many bytes; others may take some of it meanwhile. */
function fill({ app }: Host, leave: number): void {
  const { bavail, bsize } = statfsSync(app.dir);
  try {
    writeFileSync(join(app.dir, 'filler'), Buffer.alloc(Math.max(0, bavail * bsize - leave)));
  } catch (thrown) {
    if ((thrown as { code?: unknown }).code !== 'ENOSPC') throw thrown;
  }
}

export const diskFull: Kind = {
  name: 'disk-full',
  about: 'no room on a host, from the beginning or in the middle of a carry',
  may: asBefore,
  lacks: ({ arena: { disk } }) => ('reason' in disk ? `no file system can be mounted: ${disk.reason}` : null),
  prepare: async (round) => {
    const host = round.hosts[1]!;
    const early = round.random.pick([true, false]);
    round.note(early ? 'from the beginning' : 'in the carry');
    const free = (): void => rmSync(join(host.app.dir, 'filler'), { force: true });
    if (early) {
      fill(host, round.random.int(0, 400_000));
      round.mends.push(free);
      return over(round);
    }
    const held = await trap(round, host, 'carry');
    return async () => {
      if (!(await held.sprung())) return false;
      fill(host, 0);
      round.mends.push(free);
      // What hangs goes on, into a full disk.
      round.arena.ssh.get(host.app.name)!.mend({ thaw: true });
      return await over(round)();
    };
  },
};

/** Takes all room, or all inodes, from within a script of the host. */
const filling = (dir: string, what: 'bytes' | 'inodes'): string =>
  what === 'bytes'
    ? `head -c 100m /dev/zero >'${dir}/filler' 2>/dev/null`
    : `( i=0; while true >'${dir}/filler-'$i; do i=$((i + 1)); done ) 2>/dev/null`;

export const diskFullAtSwitch: Kind = {
  name: 'disk-full-at-switch',
  about: 'a host without room or without inodes right before it is switched, or since its application was stopped',
  may: orUndone,
  lacks: diskFull.lacks!,
  prepare: async (round) => {
    const host = round.hosts[1]!;
    const { dir } = host.app;
    const what = round.random.pick(['bytes', 'inodes'] as const);
    const when = round.random.pick(['before', 'since the stop'] as const);
    const kept = round.random.int(0, 3);
    round.note(`${what}, ${when}, all but ${kept}`);
    const fillers = (): string[] => readdirSync(dir).filter((entry) => entry.startsWith('filler'));
    // After the init script was changed, so that there is room when that is mended.
    const freeAfter = (): void => {
      round.mends.push(() => {
        for (const name of fillers()) rmSync(join(dir, name));
      });
    };
    const ended = async (): Promise<boolean> => {
      await round.met('the end', () => false);
      return fillers().length > 0;
    };
    if (when === 'since the stop') {
      round.changeInit(host, 'stop) stop ;;', `stop) ${filling(dir, what)}; stop ;;`);
      freeAfter();
      return ended;
    }
    const hold = await round.hold('begin', 'activate', host.app.name);
    return async () => {
      if (!(await round.met('the activation', () => hold.reached()))) return false;
      freeAfter();
      execFileSync('bash', ['-c', `${filling(dir, what)}; true`]);
      // So many pages or inodes are left.
      const left = fillers();
      if (what === 'bytes') truncateSync(join(dir, left[0]!), statSync(join(dir, left[0]!)).size - kept * 4096);
      else for (const name of left.slice(0, kept)) rmSync(join(dir, name));
      await hold.release();
      return await ended();
    };
  },
};

function lock(round: Round, { app }: Host): void {
  execFileSync('mount', ['--bind', app.dir, app.dir]);
  round.mends.push(() => execFileSync('umount', ['-l', app.dir]));
  execFileSync('mount', ['-o', 'remount,bind,ro', app.dir]);
}

export const readOnly: Kind = {
  name: 'read-only',
  about: 'a host whose directory cannot be written, from the beginning or after a carry',
  may: { ...asBefore, leftovers: true },
  lacks: ({ arena: { disk } }) => ('reason' in disk ? `nothing can be mounted: ${disk.reason}` : null),
  prepare: async (round) => {
    const host = round.random.pick(round.hosts);
    const early = round.random.pick([true, false]);
    round.note(`${host.app.name}, ${early ? 'from the beginning' : 'after the carry'}`);
    if (early) {
      lock(round, host);
      return over(round);
    }
    const hold = await round.hold('begin', 'seal', host.app.name);
    return async () => {
      if (!(await round.met('the seal', () => hold.reached()))) return false;
      lock(round, host);
      await hold.release();
      return await over(round)();
    };
  },
};
