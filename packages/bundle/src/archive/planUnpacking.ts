import { CodedError } from '#contract';
import type { ArchiveEntry } from './archive.js';
import { leadsOutside } from '../disk/leadsOutside.js';
import { above } from '../manifest/treePath.js';
import { isJunk, matching, selecting, stripped, type Selection } from './selection.js';

/** The paths to be written, each once, clean and inside; of entries with the same path the last counts, as with tar. */
export interface Plan {
  /** Every directory, parents first, also those the archive only implies. */
  directories: Map<string, ArchiveEntry | null>;
  /** By the index of the entry that holds the content: the first of its names. */
  files: Map<number, string>;
  /** Every further name of a content, and the path of the first. */
  hardLinks: Map<string, string>;
  links: Map<string, ArchiveEntry>;
  /** By the index of the entry: setuid and setgid of those that keep them. */
  privileges: Map<number, number>;
  /** The names of what is no part of the program. */
  leftOut: string[];
  /** The paths at which a link stood in the place of what outlives releases. */
  shared: string[];
}

/** What counts for an archive beside its format. */
export interface UnpackRules extends Selection {
  /**
   * False where a command of this machine works on the tree, which would follow an absolute link here. Otherwise such a link
   * names a place on the host, as it does in an update directory. True unless it is given.
   */
  absoluteLinks?: boolean;
  /** Paths that outlive releases, from the top of what is unpacked. A link in the place of one is left out: what is kept counts. */
  shared?: readonly string[];
}

/** An entry, and the number of the one that holds its content: a hard link has that of the file that stood there when it came. */
type Held = ArchiveEntry & { content: number | null };

/** So many names at the top of a package are told. */
const mostNamed = 5;

/** The settings that leave something out. */
const rulesSet = ({ strip = 0, include = [], exclude = [] }: UnpackRules): string[] => [
  ...(strip > 0 ? ['package.strip'] : []),
  ...(include.length > 0 ? ['package.include'] : []),
  ...(exclude.length > 0 ? ['package.exclude'] : []),
];

/** The names of a path that count; it may still climb. */
const namesOf = (path: string): string[] => path.split('/').filter((part) => part !== '' && part !== '.');

/**
 * Checks every entry of the archive `file` before anything is written. PACKAGE_UNFIT for rules that do not fit it, ARCHIVE_ESCAPES for absolute names, `..`, and relative
 * links that lead outside, also by way of other links; ARCHIVE_DAMAGED for devices and pipes, for what would be written through a
 * link or below a file, and for hard links to what is no file by then.
 */
export function planUnpacking(file: string, entries: readonly ArchiveEntry[], rules: UnpackRules = {}): Plan {
  const damaged = (reason: string): CodedError => new CodedError('ARCHIVE_DAMAGED', { file, reason });
  const escapes = (entry: string): CodedError => new CodedError('ARCHIVE_ESCAPES', { file, entry });

  const clean = (name: string, of: string): string => {
    const names = namesOf(name);
    if (name.startsWith('/') || names.includes('..')) throw escapes(of);
    if (name.includes('\0') || name.includes('\uFFFD')) throw damaged(`the name "${of}" is not UTF-8`);
    return names.join('/');
  };

  const keepsPrivileges = matching(rules.setuid ?? []);
  const plan: Plan = {
    privileges: new Map(),
    directories: new Map(),
    files: new Map(),
    hardLinks: new Map(),
    links: new Map(),
    leftOut: [],
    shared: [],
  };
  /** By the paths of the archive, selected or not: what stands there so far, which a hard link may name. */
  const standing = new Map<string, Held>();
  const last = new Map<string, Held>();
  const tops = new Set<string>();
  const select = selecting(rules);
  for (const [index, entry] of entries.entries()) {
    if (isJunk(entry.name)) {
      if (entry.type !== 'directory') plan.leftOut.push(entry.name);
      continue;
    }
    const whole = clean(entry.name, entry.name);
    if (whole !== '') tops.add(whole.split('/')[0]!);
    const source = entry.type === 'hardLink' ? standing.get(namesOf(entry.target).join('/'))?.content : null;
    const held: Held = { ...entry, content: entry.type === 'file' ? index : (source ?? null) };
    standing.set(whole, held);
    const path = select(stripped(whole, rules));
    // The directory that is taken off stands for nothing; anything else in its place would be lost.
    if (path === '' && whole !== '' && entry.type !== 'directory') tops.add('');
    if (path === null || (path === '' && whole !== '')) continue;
    if (entry.type === 'special') throw damaged(`"${entry.name}" is a device, a pipe or of a kind that is not known`);
    if (path === '' && entry.type !== 'directory') throw damaged(`"${entry.name}" is not a name for a file`);
    if (path !== '') last.set(path, held);
  }

  const names = [...tops].filter((name) => name !== '').sort();
  const unfit = (settings: string[]): CodedError =>
    new CodedError('PACKAGE_UNFIT', { file, settings, found: names.slice(0, mostNamed) });
  if (rules.strip === 1 && tops.size > 1) throw unfit(['package.strip']);
  if (last.size === 0 && names.length > 0) throw unfit(rulesSet(rules));
  const kept = new Set((rules.shared ?? []).map((path) => namesOf(path).join('/')));
  for (const [path, { type }] of last) {
    if (type !== 'link' || !kept.has(path)) continue;
    last.delete(path);
    plan.shared.push(path);
  }
  for (const [path, entry] of last) if (entry.type === 'link') plan.links.set(path, entry);
  const targets = new Map(Array.from(plan.links, ([path, { target }]) => [path, target]));
  for (const [path, { name, target }] of plan.links) {
    if (target === '') throw damaged(`the link "${name}" leads nowhere`);
    if ((target.startsWith('/') && rules.absoluteLinks === false) || leadsOutside(path, targets)) throw escapes(name);
  }

  const firstNames = new Map<number, string>();
  for (const path of [...last.keys()].sort()) {
    const entry = last.get(path)!;
    for (const parent of above(path)) {
      const there = last.get(parent);
      if (there && there.type !== 'directory') throw damaged(`"${entry.name}" lies below "${parent}", a ${there.type}`);
      if (!plan.directories.has(parent)) plan.directories.set(parent, there ?? null);
    }
    if (entry.type === 'directory') plan.directories.set(path, entry);
    if (entry.type === 'hardLink') {
      const shared = clean(entry.target, entry.name);
      if (entry.content === null) throw damaged(`"${entry.name}" shares the file "${shared}", which is not there`);
    }
    if (entry.content === null) continue;
    const privileges = (entries[entry.content]!.mode ?? 0) & 0o6000;
    if (privileges !== 0 && keepsPrivileges(path)) plan.privileges.set(entry.content, privileges);
    const first = firstNames.get(entry.content);
    if (first === undefined) {
      firstNames.set(entry.content, path);
      plan.files.set(entry.content, path);
    } else plan.hardLinks.set(path, first);
  }
  return plan;
}
