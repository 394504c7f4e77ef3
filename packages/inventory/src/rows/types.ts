import type { Targets, CodedError } from '#contract';
import type { App } from '#release';
import type { Described } from '../hosts/readDescribed.js';
import type { AppFilter, Shared } from './pages.js';

/** A problem that keeps a row of the catalogue from being released, or from being used at all. */
export interface RowProblem {
  /** Of the row. */
  id: number;
  /** Its app_key; null where it has none. */
  app: string | null;
  /** Its local_name; null where it has none. */
  group: string | null;
  /** It has auto_deloy 1. */
  automated: boolean;
  /** APP_INCOMPLETE, APP_AMBIGUOUS, PATHS_MEET or SERVICES_MEET. */
  trouble: CodedError;
}

/** A row that is no app: it lacks something, or shares its app_key. */
export interface UnusableRow extends Pick<RowProblem, 'id' | 'app' | 'trouble'> {
  /** Its local_name; empty where it has none. */
  group: string;
  /** Its network_ip; empty where it has none. */
  host: string;
  /** Whether a row of its group is an app. */
  besideApps: boolean;
  /** Whether a row of its host is one. */
  hostHasApps: boolean;
}

/** The catalogue of one environment. Lists are in the order of the catalogue's id. */
export interface Inventory {
  /**
   * The apps of targets, whose names are app_key and local_name mixed, each app once; all of them are those with auto_deloy 1, without
   * the rows that cannot be used, unless no other is left; so are named ones where these are to be left out.
   * Throws PARAMETER_INVALID without a name, APP_UNKNOWN with all names that mean nothing, APP_AMBIGUOUS for an app_key of
   * several rows, APP_INCOMPLETE for the first row that cannot be used.
   */
  resolve(targets: Targets): Promise<App[]>;
  /**
   * The apps with these app_keys, and with no others: a local_name is none here, and a key may hold blanks. Throws
   * APP_UNKNOWN with all keys there are no rows of, APP_AMBIGUOUS and APP_INCOMPLETE as `resolve` does.
   */
  keyed(keys: readonly string[]): Promise<App[]>;
  /** Every app with auto_deloy 1; rows that cannot be used are left out. */
  all(): Promise<App[]>;
  /** Every app, also those with another auto_deloy; rows that cannot be used are left out. */
  every(): Promise<App[]>;
  /** At most `limit` of them with an id above `after`. */
  page(filter: AppFilter, page: { after: number; limit: number }): Promise<App[]>;
  /**
   * At most `limit` groups or hosts behind the value `after`, in the order of their code points, with all their apps that
   * can be used; with `holds` those where the value or an app_key holds this, or the name or a label of the host.
   */
  sharing(
    column: Shared,
    page: { holds?: string | undefined; after: string; limit: number },
  ): Promise<[value: string, apps: App[]][]>;
  /** The app_keys of the catalogue that have something in a place of these apps, by theirs; those need be in no row. */
  neighbours(apps: readonly App[]): Promise<Map<string, string[]>>;
  /** Every app_key that a row has, whether it can be used or not. */
  keys(): Promise<Set<string>>;
  /** Every host, by what stands for it in the catalogue, with the app_keys on it; described hosts without apps, too. */
  hosts(): Promise<Map<string, string[]>>;
  /** The apps of these hosts; rows that cannot be used are left out, and hosts without apps have none. */
  onHosts(hosts: readonly string[]): Promise<Map<string, App[]>>;
  /** What is said of hosts beside the rows of the apps. */
  described(): Promise<Pick<Described, 'hosts' | 'outages' | 'rollouts' | 'sources' | 'beside' | 'besideGroups'>>;
  /** For `list`: every local_name by the alphabet, and every app_key with auto_deloy 1. */
  names(): Promise<{ groups: string[]; apps: string[] }>;
  /** The problems of the catalogue, in the order of the id; a row may have several. */
  problems(): Promise<RowProblem[]>;
  /** The rows that `page` leaves out, each with the first of its problems. */
  unusable(filter: AppFilter): Promise<UnusableRow[]>;
  /**
   * Requires that releases of these apps harm no other app and not each other. Throws PATHS_MEET, which names both apps of each
   * pair, where a directory of one is also that of another with auto_deloy 1, SERVICES_MEET where one service begins and ends both, and RELEASED_APART for two that would make
   * the same directory when they are released in one request.
   */
  requireApart(apps: readonly App[]): Promise<void>;
  /** The apps of one group; rows that cannot be used are left out. */
  group(name: string): Promise<App[]>;
  /** Writes the counts of the last comparison to `differcount`, where the table has that column. */
  updateDifference(appKey: string, json: string): Promise<void>;
}
