import { createHash, hash } from 'node:crypto';
import { createReadStream, type Stats } from 'node:fs';
import { readFile, readlink } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import pLimit from 'p-limit';
import { CodedError } from '#contract';
import { leadsOutside } from '../disk/leadsOutside.js';
import { statEntries } from '../disk/statEntries.js';
import { sortEntries, type Entry, type FileEntry, type Manifest } from '../manifest/manifest.js';
import { diskErrors } from '../disk/diskErrors.js';
import { topLevel } from '../disk/requireTree.js';
import { listTree, type Found } from '../disk/listTree.js';

const concurrency = 16;
/** Bytes up to which a file is read whole, which costs a third of a stream. */
const small = 1024 * 1024;

/** The options of `describeTree`. */
export interface DescribeOptions {
  /** Name of the tree, for the message when something is wrong with it. */
  what?: string;
  /**
   * A manifest whose sums are taken over where size and time of a file are the same. Only for a tree whose times can be
   * trusted, such as a copy we made ourselves: builds that stamp every file with one fixed time would go unseen.
   */
  known?: Manifest;
  /** Paths that go no further, wherever a link there leads. */
  except?: readonly string[];
}

async function sumOf(file: string, size: number): Promise<string> {
  if (size <= small) return hash('sha256', await readFile(file), 'hex');
  const sum = createHash('sha256');
  await pipeline(createReadStream(file, { highWaterMark: small }), sum);
  return sum.digest('hex');
}

function refuse(what: string, path: string, reason: string): never {
  throw new CodedError('LOCAL_IO', { what, reason: `${path} ${reason}` });
}

/**
 * The manifest of a directory: links are described, not followed. Absolute links are taken as they are, for they name a
 * place on the host. TREE_MISSING; TREE_ESCAPES for a relative link that climbs out; LOCAL_IO, also for sockets, pipes and
 * devices, and for names that are not UTF-8, which could not be spelled again on a host.
 */
export async function describeTree(
  dir: string,
  { what = 'the tree', known, except = [] }: DescribeOptions = {},
): Promise<Manifest> {
  await topLevel(dir, what);
  const before = new Map(known?.entries.filter((entry) => entry.type === 'file').map((entry) => [entry.path, entry]));

  async function describe({ path, type }: Found, { size, mode, mtimeMs }: Stats): Promise<Entry> {
    if (type === 'special') refuse(what, path, 'is a socket, a pipe or a device');
    const full = join(dir, path);
    const named = { path, size, mode: mode & 0o7777, mtimeMs };
    if (type === 'directory') return { ...named, type, size: 0 };
    if (type === 'link') return { ...named, type, target: await readlink(full) };
    const seen: FileEntry | undefined = before.get(path);
    const same = seen?.size === size && seen.mtimeMs === mtimeMs;
    return { ...named, type, sha256: same ? seen.sha256 : await sumOf(full, size) };
  }

  const entries = await diskErrors(`describing ${what}`, async () => {
    const limit = pLimit(concurrency);
    const found = await listTree(dir);
    // Such a name cannot even be looked at: it was spelled anew when it was read.
    const strange = found.find(({ path }) => path.includes('\uFFFD'));
    if (strange) refuse(what, strange.path, 'has a name that is not UTF-8');
    const looks = await statEntries(found.map(({ path }) => join(dir, path)));
    return Promise.all(found.map((entry, index) => limit(describe, entry, looks[index]!)));
  });
  const links = new Map(entries.filter((entry) => entry.type === 'link').map((entry) => [entry.path, entry.target]));
  const passed = new Set(except.map((path) => path.split('/').filter(Boolean).join('/')));
  for (const path of links.keys()) {
    if (!passed.has(path) && leadsOutside(path, links)) throw new CodedError('TREE_ESCAPES', { what, path });
  }
  return { entries: sortEntries(entries) };
}
