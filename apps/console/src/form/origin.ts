/** Where a value is checked. */
export type Origin = 'app' | 'group' | 'config' | 'installation' | 'default';

/** A value that counts, and where it is said; `instead` is what would count if the entry itself did not say it. */
export interface Resolved {
  key: string;
  value?: unknown;
  from: Origin;
  instead: { value?: unknown; from: Origin } | null;
}
