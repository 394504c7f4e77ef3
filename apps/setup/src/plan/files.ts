import {
  chmodSync,
  chownSync,
  existsSync,
  mkdirSync,
  readFileSync,
  realpathSync,
  renameSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { basename, dirname, join } from 'node:path';
import type { SetupAction, Ownership } from './action.js';
import { idsOf } from './owner.js';

type Directory = Extract<SetupAction, { kind: 'directory' }>;
type File = Extract<SetupAction, { kind: 'file' }>;
type Block = Extract<SetupAction, { kind: 'block' }>;

const blockEdges = { begin: '# rexflow setup: begin', end: '# rexflow setup: end' };

const hasMode = async (path: string, mode: number, owner: Ownership | null): Promise<boolean> => {
  const found = statSync(path);
  if ((found.mode & 0o7777) !== mode) return false;
  const ids = owner === null ? null : await idsOf(owner);
  return owner === null || (ids !== null && ids.user === found.uid && ids.group === found.gid);
};

/** A path without links, also where its last parts are not there yet. */
export const realPath = (path: string): string =>
  existsSync(path) || dirname(path) === path ? realpathSync(path) : join(realPath(dirname(path)), basename(path));

/** Writes a file whole or not at all. */
export function writeWhole(path: string, text: string, { mode, ids }: { mode: number; ids?: Ids | undefined }): void {
  const fresh = `${path}.new`;
  writeFileSync(fresh, text, { mode: 0o600 });
  if (ids) chownSync(fresh, ids.user, ids.group);
  chmodSync(fresh, mode);
  renameSync(fresh, path);
}

interface Ids {
  user: number;
  group: number;
}

async function requireIds(owner: Ownership | null): Promise<Ids | undefined> {
  if (owner === null) return undefined;
  const ids = await idsOf(owner);
  if (ids === null) throw new Error(`getent ${owner.user}:${owner.group}`);
  return ids;
}

export const directoryDone = async ({ path, mode, owner }: Directory): Promise<boolean> =>
  existsSync(path) && statSync(path).isDirectory() && (await hasMode(path, mode, owner));

/** Makes what is not there above a path, open to all who pass through: the service has to, too. */
function makeAbove(path: string): void {
  const first = mkdirSync(dirname(path), { recursive: true });
  for (let made = dirname(path); first !== undefined; made = dirname(made)) {
    chmodSync(made, 0o755);
    if (made === first) return;
  }
}

export async function makeDirectory({ path, mode, owner }: Directory): Promise<void> {
  makeAbove(path);
  mkdirSync(path, { recursive: true, mode: 0o700 });
  const ids = await requireIds(owner);
  if (ids) chownSync(path, ids.user, ids.group);
  chmodSync(path, mode);
}

export const fileDone = async ({ path, mode, owner, text, keep = false }: File): Promise<boolean> =>
  existsSync(path) && (keep || readFileSync(path, 'utf8') === text()) && (await hasMode(path, mode, owner));

export async function makeFile({ path, mode, owner, text, keep = false }: File): Promise<void> {
  const content = keep && existsSync(path) ? readFileSync(path, 'utf8') : text();
  mkdirSync(dirname(path), { recursive: true });
  writeWhole(path, content, { mode, ids: await requireIds(owner) });
}

const blockOf = (text: string): string => `${blockEdges.begin}\n${text}${blockEdges.end}\n`;

const parted = (path: string): string => {
  const whole = existsSync(path) ? readFileSync(path, 'utf8') : '';
  const [before = '', rest] = whole.split(`${blockEdges.begin}\n`);
  return rest === undefined ? whole : before + (rest.split(`${blockEdges.end}\n`)[1] ?? '');
};

/** Writes another text into a file that stays whose it is. */
export function rewrite(path: string, text: string): void {
  const { uid: user, gid: group, mode } = statSync(path);
  writeWhole(path, text, { mode: mode & 0o7777, ids: { user, group } });
}

export const blockDone = ({ path, text }: Block): boolean =>
  existsSync(path) && readFileSync(path, 'utf8').includes(blockOf(text()));

/** The text of a file without our lines. */
export const withoutBlock = parted;

export function makeBlock({ path, text }: Block): void {
  const others = parted(path);
  rewrite(path, `${others}${others === '' || others.endsWith('\n') ? '' : '\n'}${blockOf(text())}`);
}

/** Takes our lines out of a file again. */
export function removeBlock(path: string): void {
  if (existsSync(path) && parted(path) !== readFileSync(path, 'utf8')) rewrite(path, parted(path));
}
