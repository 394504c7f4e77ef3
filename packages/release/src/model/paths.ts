import { quote } from '#shell';
import type { App } from './app.js';

/** The places of one release of one app on its host. All paths are absolute. */
export interface HostPaths {
  /** Directory of this app's lock, fence and journal. */
  state: string;
  /** Release directory of the program. */
  program: string;
  /** Release directory of the configuration; null when it lies inside the program, or there is none. */
  config: string | null;
  /** Path of the configuration below the program; null when it is a directory of its own, or there is none. */
  configInside: string | null;
}

const base = (path: string): string => path.slice(path.lastIndexOf('/') + 1);
const parent = (path: string): string => path.slice(0, Math.max(path.lastIndexOf('/'), 1));

/**
 * The paths of a release named by `stamp` (`YYYYMMDD_HHmmss`). Names are the original's: `<pro_dir>_<stamp>`, and for
 * the nested layout without deploydir_same_level `<baseapp_dir>/<last name of pro_dir>_<stamp>`.
 */
export function hostPaths(app: App, stamp: string, baseappDir: string): HostPaths {
  const beside = app.layout === 'separate' || app.deployBeside;
  const program = beside ? `${app.programLink}_${stamp}` : `${baseappDir}/${base(app.programLink)}_${stamp}`;
  return {
    state: `${parent(program)}/.rexflow/${app.appKey}`,
    program,
    config: app.layout === 'separate' && app.configLink !== '' ? `${app.configLink}_${stamp}` : null,
    configInside: app.layout === 'nested' ? app.configLink.slice(app.programLink.length + 1) : null,
  };
}

/** A directory that is being filled and is not a release yet. */
export const partDirectory = (directory: string): string => `${directory}.part`;

/**
 * The place the program that was live is moved to when it cannot stay: the nested layout always moves it (backup_dir,
 * or beside it), the separate layout only when the live path was a real directory.
 */
export function asidePaths(
  app: App,
  stamp: string,
  backupDir: string,
  programBefore: string,
): { program: string; config: string; moves: boolean } {
  if (app.layout === 'separate') {
    return {
      program: `${app.programLink}_nolinkbak_${stamp}`,
      config: app.configLink === '' ? '' : `${app.configLink}_nolinkbak_${stamp}`,
      moves: false,
    };
  }
  const program = app.backupBeside
    ? `${app.programLink}_bak_${stamp}`
    : `${backupDir}/${base(app.programLink)}/${stamp}/${base(programBefore)}`;
  return { program, config: '', moves: true };
}

/** The way the current links of an app are led: `shared` where there are two and the app did not opt out. */
export function linked({ layout, configLink, appKey, group }: App, plain: readonly string[]): 'shared' | 'plain' {
  return layout === 'separate' && configLink !== '' && !plain.includes(appKey) && !plain.includes(group)
    ? 'shared'
    : 'plain';
}

/** Where what outlives the releases of an app lies unless a place is named. */
export const usualSharedRoot = ({ programLink }: Pick<App, 'programLink'>): string => `${programLink}.shared`;

/** Where what outlives the releases of an app lies. */
export const sharedRoot = (app: Pick<App, 'programLink' | 'sharedRoot'>): string =>
  app.sharedRoot ?? usualSharedRoot(app);

/** What of an app outlives its releases, as scripts take it: a path on each line. */
export const sharedPaths = ({ shared = [] }: Pick<App, 'shared'>): string => shared.join('\n');

/** The line that has paths of an app outlive its releases, beside those that do. */
export const shareCommand = ({ group, shared = [] }: Pick<App, 'group' | 'shared'>, paths: readonly string[]): string =>
  `rexflow group set ${quote(group)} ${quote(`shared=${JSON.stringify([...shared, ...paths])}`)}`;
