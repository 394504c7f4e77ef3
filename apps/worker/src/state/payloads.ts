import { createHash } from 'node:crypto';
import { LRUCache } from 'lru-cache';
import { checkList, overlay, type Manifest, type Sealed, type Store } from '#bundle';
import { CodedError } from '#contract';
import { hostPaths, textLines, type App, type Payload, type TreeList } from '#release';
import type { Logger } from 'pino';
import { createReleasePatches } from './releasePatches.js';

/** A program directory of a host and the bundle it was made of. */
export interface LiveBundle {
  directory: string;
  bundle: string;
}

/** Sealed bundles as payloads of apps; the newest are remembered, since all apps of a request ask for the same one. */
export interface Payloads {
  /** The payload for an app's host; `live` is the release that runs there and its bundle, if known. */
  payload(bundleId: string, app: App, live: LiveBundle | null): Promise<Payload>;
}

interface Opened {
  sealed: Sealed;
  /** Lists by the tree they describe: the apps of a group share the program's. */
  lists: Map<string, TreeList>;
  /** By app key. */
  sizes: Map<string, Pick<Payload, 'bytes' | 'files'>>;
}

const remembered = 6;
const files = (manifest: Manifest) => manifest.entries.filter((entry) => entry.type === 'file');

/** The lines of a check list in the order of their bytes, which is that of `sort` on the host. */
export function listOf(manifest: Manifest): TreeList {
  const lines = checkList(manifest)
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => Buffer.from(`${line}\n`))
    .sort((a, b) => a.compare(b));
  const whole = Buffer.concat(lines);
  return { ...textLines(whole.toString('utf8')), sum: createHash('sha256').update(whole).digest('hex') };
}

function remember(opened: Opened, name: string, manifest: () => Manifest): TreeList {
  const known = opened.lists.get(name);
  if (known) return known;
  const list = listOf(manifest());
  opened.lists.set(name, list);
  return list;
}

/** The list of an app's program directory: with its configuration laid over it in the nested layout. */
function programList(opened: Opened, app: App): TreeList | null {
  const program = opened.sealed.groups[app.group];
  const config = opened.sealed.configs[app.appKey];
  if (!program || !config) return null;
  const inside = hostPaths(app, '', '').configInside;
  return inside === null
    ? remember(opened, `program/${app.group}`, () => program)
    : remember(opened, `whole/${app.appKey}`, () => overlay(program, config, inside));
}

/** The size of an app's payload; remembered, since each step asks for it. */
function sizeOf(opened: Opened, app: App): Pick<Payload, 'bytes' | 'files'> {
  const known = opened.sizes.get(app.appKey);
  if (known) return known;
  const program = opened.sealed.groups[app.group]!;
  const config = opened.sealed.configs[app.appKey]!;
  const inside = hostPaths(app, '', '').configInside;
  const all = inside === null ? [...files(program), ...files(config)] : files(overlay(program, config, inside));
  const size = { bytes: all.reduce((sum, entry) => sum + entry.size, 0), files: all.length };
  opened.sizes.set(app.appKey, size);
  return size;
}

function payloadOf(opened: Opened, app: App, live: TreeList | null): Omit<Payload, 'patch'> {
  const list = programList(opened, app);
  if (!list) throw new CodedError('INTERNAL', { reason: `the bundle holds nothing for ${app.appKey}` });
  const config = opened.sealed.configs[app.appKey]!;
  const inside = hostPaths(app, '', '').configInside;
  return {
    ...sizeOf(opened, app),
    program: list,
    config: inside === null && app.configLink !== '' ? remember(opened, `config/${app.appKey}`, () => config) : null,
    live,
    ...privilegesOf(opened, app),
  };
}

/** The files of a program that have setuid or setgid, as the host is to give them these; nothing where none has. */
function privilegesOf({ sealed }: Opened, app: App): Pick<Payload, 'privileges'> {
  if (!app.packaging?.setuid) return {};
  const inside = hostPaths(app, '', '').configInside;
  const found = files(sealed.groups[app.group]!).filter(
    ({ mode, path }) => (mode & 0o6000) !== 0 && (inside === null || !path.startsWith(`${inside}/`)),
  );
  const lines = found.map(({ mode, path }) => `${(mode & 0o7777).toString(8)} ${path}`);
  return lines.length === 0 ? {} : { privileges: lines.join('\n') };
}

/** Opens bundles of a store for apps. */
export function createPayloads(store: Store, log: Pick<Logger, 'warn'>): Payloads {
  const held = new LRUCache<string, Promise<Opened | null>>({ max: remembered });
  const differences = createReleasePatches(store);
  const open = async (bundleId: string): Promise<Opened | null> => {
    const opening =
      held.get(bundleId) ??
      store.open(bundleId).then((sealed) => sealed && { sealed, lists: new Map(), sizes: new Map() });
    held.set(bundleId, opening);
    try {
      const opened = await opening;
      if (!opened) held.delete(bundleId);
      return opened;
    } catch (thrown) {
      held.delete(bundleId);
      throw thrown;
    }
  };
  return {
    payload: async (bundleId, app, live) => {
      const opened = await open(bundleId);
      if (!opened)
        throw new CodedError('TREE_MISSING', { what: 'the bundle', path: store.programDir(bundleId, app.group) });
      // The live release only saves bytes: a bundle of it that cannot be read is as good as none.
      const before =
        live &&
        (await open(live.bundle).catch((thrown: unknown) => {
          log.warn(
            { app: app.appKey, bundle: live.bundle, err: thrown },
            'the live bundle cannot be read: all is carried',
          );
          return null;
        }));
      const list = before && programList(before, app);
      // What is made of the live release on the host is counted, and links to what outlives releases are not in the lists; nor is
      // setuid given there.
      const difference =
        list &&
        !app.shared &&
        !app.packaging?.setuid &&
        (await differences.between(
          { id: live!.bundle, sealed: before.sealed, program: live!.directory },
          { id: bundleId, sealed: opened.sealed },
          app,
        ));
      return { ...payloadOf(opened, app, list), patch: difference || null };
    },
  };
}
