import type { Migration } from 'kysely';

/**
 * A floor: an entry of the later migrations named `NNNN-needs-<version>`. It does nothing but be recorded, before what
 * stands behind it changes the tables; a program that does not know it is older than that version and refuses to start.
 */
export const floor: Migration = { up: () => Promise.resolve() };

/** The version that a migration of this name says is needed; undefined for one that older programs may pass over. */
export function versionNeeded(name: string): string | undefined {
  return /^\d+-needs-(.+)$/.exec(name)?.[1];
}
