import type { Statements } from '#mysql';
import type { Described } from '../hosts/readDescribed.js';

/** The place the apps of an environment are read from. */
export interface Catalogue {
  db: Statements;
  /** The table of the apps. */
  table: string;
  /** What is said of hosts and groups beside the rows. */
  described(): Promise<Described>;
}
