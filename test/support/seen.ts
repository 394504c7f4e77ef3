import { createHash } from 'node:crypto';
import { lstatSync, readdirSync, readFileSync, readlinkSync, realpathSync } from 'node:fs';
import { join } from 'node:path';
import type { DemoApp } from '#provision';

const digestOfFile = (path: string): string => createHash('sha256').update(readFileSync(path)).digest('hex');

/** Every file of a directory by its path and the digest of its content, links by their target; without directories. */
export function treeOf(dir: string): Record<string, string> {
  const found: Record<string, string> = {};
  for (const path of readdirSync(dir, { recursive: true, encoding: 'utf8' }).sort()) {
    const full = join(dir, path);
    const stat = lstatSync(full);
    if (stat.isSymbolicLink()) found[path] = `-> ${readlinkSync(full)}`;
    else if (stat.isFile()) found[path] = digestOfFile(full);
  }
  return found;
}

/** Every entry of a tree, and the tree itself as `.`, with all that a move or a copy of it could lose, the inode among it. */
export function entriesOf(dir: string): Record<string, string> {
  const found: Record<string, string> = {};
  for (const path of ['.', ...readdirSync(dir, { recursive: true, encoding: 'utf8' }).sort()]) {
    const full = join(dir, path);
    const { ino, mode, uid, gid, mtimeMs, ...stat } = lstatSync(full);
    const link = (mode & 0o170000) === 0o120000;
    const content = link ? `-> ${readlinkSync(full)}` : (mode & 0o170000) === 0o100000 ? digestOfFile(full) : '';
    found[path] = [ino, mode.toString(8), uid, gid, mtimeMs, stat.nlink, content].join(' ');
  }
  return found;
}

/** The release directories the live links of an app resolve to. */
export function liveOf({ programLink, configLink }: DemoApp): { program: string; config: string } {
  return { program: realpathSync(programLink), config: realpathSync(configLink) };
}

/** The processes that have the app's word in their command line. */
export function pidsOf({ key }: DemoApp): number[] {
  const pids = readdirSync('/proc').filter((name) => /^\d+$/.test(name));
  return pids.filter((pid) => commandOf(pid).includes(key)).map(Number);
}

function commandOf(pid: string): string[] {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8').split('\0');
  } catch {
    return []; // It ended while we looked.
  }
}

/** Processes of commands that start an application in a directory, ours and init scripts. */
export function startsIn(dir: string): number[] {
  const starts = (pid: string): boolean => {
    const command = commandOf(pid).join(' ');
    return command.includes(`${dir}/`) && /(init|\.sh) start/.test(command);
  };
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name) && starts(name))
    .map(Number);
}

/** The directories and links beside the live links, by name. */
export function besideLinks({ dir }: DemoApp): string[] {
  return readdirSync(dir)
    .filter((name) => /^(html|conf)/.test(name))
    .sort();
}
