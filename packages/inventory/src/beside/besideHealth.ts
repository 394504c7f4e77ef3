import { layOver, type AppSettings } from '#fleet';

type Checks = NonNullable<AppSettings['health']>;
type Check = Checks[number];
type HttpCheck = Extract<Check, { type: 'http' }>;

/** What the columns of the original hold of a check. */
const ofColumns: readonly string[] = ['type', 'url', 'headers', 'body', 'expect'];

/** True where the original, which reads the columns, asks the same as we do. */
const canBeColumns = (check: Check): check is HttpCheck =>
  check.type === 'http' &&
  check.from !== 'host' &&
  check.tls === undefined &&
  (check.method === undefined || check.method === (check.body ? 'POST' : 'GET')) &&
  (check.expect?.status ?? []).length <= 1;

const isExtra = ([key]: [string, unknown]): boolean => !ofColumns.includes(key);

/** The check that stands in the columns; undefined where they can say none. */
export const checkOfColumns = (health: AppSettings['health']): HttpCheck | undefined =>
  (health ?? []).find(canBeColumns);

/**
 * The checks of an app without what its columns say. The one that stands there is left as what they have no place for, without an address, and
 * is left out where it is the first and all of it stands there. Null where nothing is left.
 */
export function besideHealth(health: AppSettings['health']): Checks | null {
  const inColumns = (health ?? []).findIndex(canBeColumns);
  const beside = (health ?? []).flatMap((check, index): Check[] => {
    if (index !== inColumns) return [check];
    const extras = Object.entries(check).filter(isExtra);
    return index === 0 && extras.length === 0 ? [] : [{ type: 'http', ...Object.fromEntries(extras) } as Check];
  });
  return beside.length === 0 ? null : beside;
}

/** All checks of an app, from what its columns say and what lies beside them. */
export function withColumns(inColumns: Check | null, beside: Checks): Checks {
  const isRest = (check: Check): boolean => check.type === 'http' && !('url' in check);
  const named = beside.findIndex(isRest);
  const all = inColumns !== null && named === -1 ? [inColumns, ...beside] : beside;
  return all.flatMap((check) => {
    if (check === inColumns || !isRest(check)) return [check];
    return inColumns === null ? [] : [layOver(inColumns, check)];
  });
}
