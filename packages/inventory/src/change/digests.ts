import { createHash } from 'node:crypto';
import { entriesOf, entryKinds, type Fleet, type FleetEntry } from '#fleet';

function spelled(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(spelled).join(',')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const keys = Object.keys(value).sort();
  return `{${keys.map((key) => `${JSON.stringify(key)}:${spelled((value as FleetEntry)[key])}`).join(',')}}`;
}

/** A digest of one entry: another one as soon as anything of it is another. */
export const entryDigest = (entry: object): string =>
  createHash('sha256').update(spelled(entry)).digest('hex').slice(0, 32);

/** A digest of all that a fleet holds. */
export const fleetDigest = (fleet: Fleet): string =>
  entryDigest(Object.fromEntries(entryKinds.map((kind) => [kind, Object.fromEntries(entriesOf(fleet, kind))])));
