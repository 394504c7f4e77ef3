import { execFileSync } from 'node:child_process';
import { rmSync, statfsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Host } from '../../support/estate.js';
import { trap } from '../inside.js';
import type { Allowed, Kind } from '../kind.js';
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
