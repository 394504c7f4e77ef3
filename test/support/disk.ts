import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { stopOnExit } from '#provision';

/** A small file system of its own, with so many inodes where that is given, or why none can be mounted here. */
export type Disk = { dir: string; remove(): void } | { reason: string };

export function smallDisk(mebibytes: number, inodes?: number): Disk {
  const dir = mkdtempSync(join(tmpdir(), 'rexflow-disk-'));
  const options = `size=${mebibytes}m${inodes === undefined ? '' : `,nr_inodes=${inodes}`}`;
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', options, 'tmpfs', dir], { stdio: 'pipe' });
  } catch (thrown) {
    rmSync(dir, { recursive: true });
    return { reason: String((thrown as { stderr?: unknown }).stderr ?? thrown).trim() };
  }
  // At once from its place, for good when the last one that works in it has ended.
  let there = true;
  const now = (): void => {
    if (!there) return;
    there = false;
    execFileSync('umount', ['-l', dir]);
    rmSync(dir, { recursive: true });
  };
  const forget = stopOnExit({
    now,
    stop: () => {
      now();
      return Promise.resolve();
    },
  });
  return {
    dir,
    remove: () => {
      forget();
      now();
    },
  };
}
