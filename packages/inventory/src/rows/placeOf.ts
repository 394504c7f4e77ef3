import { asidePaths, hostPaths, sharedRoot, type App } from '#release';
import { normal, type AppDirectories } from './sharedDirectories.js';

/** The directories of releases that do not lie beside their live path, from config.yml, and the names of machines. */
export interface Grounds {
  baseappDir: string;
  backupDir: string;
  /** The machine an app lies on; two names of one machine have the same text. */
  machine: (app: Pick<App, 'host' | 'login'>) => string;
}

const lastName = (path: string): string => path.slice(path.lastIndexOf('/') + 1);
const parent = (path: string): string => path.slice(0, path.lastIndexOf('/'));

/** The paths of an app on its machine. */
export function placeOf(app: App, { baseappDir, backupDir, machine }: Grounds): AppDirectories {
  const nested = app.layout === 'nested';
  const paths = { programLink: normal(app.programLink), configLink: app.configLink && normal(app.configLink) };
  const links = nested || paths.configLink === '' ? [paths.programLink] : [paths.programLink, paths.configLink];
  const at = { ...app, ...paths };
  const { program, config } = hostPaths(at, '', normal(baseappDir));
  const aside = asidePaths(at, '', normal(backupDir), paths.programLink);
  // A backup directory is named by its stamp alone.
  const moved = nested && !app.backupBeside ? [`${normal(backupDir)}/${lastName(paths.programLink)}/`] : [];
  const beside = [program, config ?? '', ...(moved.length > 0 ? [] : [aside.program, aside.config])];
  const shared = app.shared ? normal(sharedRoot(at)) : null;
  const made = [...beside.filter((path) => path !== ''), ...moved];
  return {
    id: app.id,
    machine: machine(app),
    // The name the links are made ready under, before they are renamed, is taken as well.
    live: [...links.flatMap((link) => [link, `${link}.rexflow`]), ...(shared === null ? [] : [shared])],
    // Said by a setting: apps of one group may keep the same data on one host.
    ...(shared !== null && app.sharedRoot && { common: { path: shared, of: app.group } }),
    made,
    makesIn: [...new Set(made.map(parent))].filter((dir) => !links.some((link) => parent(link) === dir)),
  };
}
