/** The paths of one app on its machine. They are absolute and normal, see `normal`. */
export interface AppDirectories {
  id: number;
  /** Two places of the same machine have the same text here. */
  machine: string;
  /** Its live paths: nothing of another app may be there, in them or around them. */
  live: string[];
  /** The one of these that apps of the same group may have in common with it. */
  common?: { path: string; of: string };
  /** Beginnings of the paths it makes there, each followed by a stamp. */
  made: string[];
  /** Directories away from its live paths in which it makes those. */
  makesIn: string[];
}

/** Two apps that have something in one place. */
export interface Meeting {
  /** Id of the other. */
  with: number;
  /** The path at which they meet: that of the inner one. */
  path: string;
}

/** A path without empty and `.` segments, `..` followed, no slash at its end; the root is empty. */
export function normal(path: string): string {
  const kept: string[] = [];
  for (const segment of path.split('/')) {
    if (segment === '..') kept.pop();
    else if (segment !== '' && segment !== '.') kept.push(`/${segment}`);
  }
  return kept.join('');
}

/** A path and every directory it lies in, up to the root, which is empty. */
function* upwards(path: string): Generator<string> {
  yield path;
  for (let cut = path.lastIndexOf('/'); cut >= 0; cut = path.lastIndexOf('/', cut - 1)) {
    yield path.slice(0, cut);
    if (cut === 0) return;
  }
}

const stamped = /^(.*)\d{8}_\d{6}(?:\.part)?$/s;

/** The beginning of a directory name that some app could make, or null. */
const beginning = (path: string): string | null => stamped.exec(path)?.[1] ?? null;

/** Whether two places have a live path in common, and both say so. */
const haveInCommon = ({ common }: AppDirectories, other: AppDirectories | undefined, path: string): boolean =>
  common?.path === path && other?.common?.path === path && common.of === other.common.of;

/** The most that are named of the apps an app meets: of thousands in one place, a few say it. */
const most = 5;

/**
 * The apps that meet, each with the first of those it meets. They meet if a live path of one is that of another or lies in
 * it, if it is or lies in a directory another makes, or if one makes its directories in a live path of another. Same
 * parent is no meeting. The time it takes grows with the paths, not with their pairs.
 */
export function meetings(places: readonly AppDirectories[], limit = most): Map<number, Meeting[]> {
  const met = new Map<number, Map<number, string>>();
  const note = (one: number, other: number, path: string): void => {
    const known = met.get(one) ?? new Map<number, string>();
    if (known.size < limit && !known.has(other)) known.set(other, path);
    met.set(one, known);
  };
  const byId = new Map(places.map((place) => [place.id, place]));
  const live = owners(places, ({ live: paths }) => paths);
  const made = owners(places, ({ made: beginnings }) => beginnings);
  for (const place of places) {
    const meet = (found: Map<string, Owners>, key: string | null, path: string): void => {
      const owners = key === null ? undefined : found.get(at(place, key));
      if (!owners) return;
      let all = true;
      // Each of them gets one; after that as many as are named are enough. The place itself may be among them.
      for (const other of owners.heard ? owners.ids.slice(0, limit + 1) : owners.ids) {
        if (other === place.id) continue;
        if (found === live && key === path && haveInCommon(place, byId.get(other), path)) {
          all = false;
          continue;
        }
        note(place.id, other, path);
        note(other, place.id, path);
      }
      owners.heard ||= all;
    };
    for (const path of place.live) {
      for (const above of upwards(path)) {
        meet(live, above, path);
        meet(made, beginning(above), path);
      }
    }
    for (const path of place.makesIn) for (const above of upwards(path)) meet(live, above, path);
  }
  return new Map([...met].map(([id, others]) => [id, [...others].map(([other, path]) => ({ with: other, path }))]));
}

/** Two places that would make the same directory when they are released with one stamp, and its beginning; or null. */
export function sameMade(places: readonly AppDirectories[]): { ids: [number, number]; beginning: string } | null {
  const makers = new Map<string, number>();
  for (const place of places) {
    for (const made of new Set(place.made)) {
      const other = makers.get(at(place, made));
      if (other !== undefined && other !== place.id) return { ids: [other, place.id], beginning: made };
      makers.set(at(place, made), place.id);
    }
  }
  return null;
}

const at = ({ machine }: AppDirectories, path: string): string => `${machine}\n${path}`;

/** The apps a path belongs to. */
interface Owners {
  ids: number[];
  /** Each of them has its first meeting by it. */
  heard: boolean;
}

function owners(places: readonly AppDirectories[], pathsOf: (place: AppDirectories) => string[]): Map<string, Owners> {
  const found = new Map<string, Owners>();
  for (const place of places) {
    for (const path of new Set(pathsOf(place))) {
      const known = found.get(at(place, path));
      if (known) known.ids.push(place.id);
      else found.set(at(place, path), { ids: [place.id], heard: false });
    }
  }
  return found;
}
