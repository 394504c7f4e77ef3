import type { App } from '#release';

/** What the catalogue of one environment knows. Lists are in the order of the catalogue's id. */
export interface Inventory {
  /**
   * The apps that `k` names: app_key and local_name mixed, between spaces or commas, each app once; `all` is every app
   * with auto_deloy 1. Throws PARAMETER_INVALID without a name, APP_UNKNOWN with all names that mean nothing,
   * APP_AMBIGUOUS for an app_key of several rows, APP_INCOMPLETE for the first row that cannot be used.
   */
  resolve(k: string): Promise<App[]>;
  /**
   * The apps with these app_keys, and with no others: a local_name is none here, and a key may hold blanks. Throws
   * APP_UNKNOWN with all keys there are no rows of, APP_AMBIGUOUS and APP_INCOMPLETE as `resolve` does.
   */
  keyed(keys: readonly string[]): Promise<App[]>;
  /** Every app with auto_deloy 1; rows that cannot be used are left out. */
  all(): Promise<App[]>;
  /** Every app, also those with another auto_deloy; rows that cannot be used are left out. */
  every(): Promise<App[]>;
  /** For `list`: every local_name by the alphabet, and every app_key with auto_deloy 1. */
  names(): Promise<{ groups: string[]; apps: string[] }>;
  /** The apps of one group; rows that cannot be used are left out. */
  group(name: string): Promise<App[]>;
  /** Writes the counts of the last comparison to `differcount`, where the table has that column. */
  updateDifference(appKey: string, json: string): Promise<void>;
}
