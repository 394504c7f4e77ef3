import { checkList, overlay, type Manifest, type Sealed, type Store } from '#bundle';
import { Trouble } from '#contract';
import { hostPaths, type App, type Cargo } from '#release';

/** Sealed bundles as the apps see them; the newest are remembered, since all apps of a request ask for the same one. */
export interface Cargoes {
  cargo(bundleId: string, app: App): Promise<Cargo>;
}

const remembered = 4;
const files = (manifest: Manifest) => manifest.entries.filter((entry) => entry.type === 'file');

/** What arrives on the app's host: the program, with the configuration laid over it in the nested layout. */
export function cargoOf(sealed: Sealed, app: App): Cargo {
  const program = sealed.groups[app.group];
  const config = sealed.configs[app.appKey];
  if (!program || !config) throw new Trouble('INTERNAL', { reason: `the bundle holds nothing for ${app.appKey}` });
  const inside = hostPaths(app, '', '').configInside;
  const merged = inside === null ? program : overlay(program, config, inside);
  const all = inside === null ? [...files(program), ...files(config)] : files(merged);
  return {
    bytes: all.reduce((sum, entry) => sum + entry.size, 0),
    files: all.length,
    programList: checkList(merged),
    configList: inside === null ? checkList(config) : '',
  };
}

/** See Cargoes. */
export function createCargoes(store: Store): Cargoes {
  const open = new Map<string, Promise<Sealed | null>>();
  return {
    cargo: async (bundleId, app) => {
      if (!open.has(bundleId)) {
        open.set(bundleId, store.open(bundleId));
        if (open.size > remembered) open.delete(open.keys().next().value!);
      }
      const sealed = await open.get(bundleId)!;
      if (sealed) return cargoOf(sealed, app);
      open.delete(bundleId);
      throw new Trouble('TREE_MISSING', { what: 'the bundle', path: store.programDir(bundleId, app.group) });
    },
  };
}
