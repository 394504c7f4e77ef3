import type { Statements } from '#mysql';
import type { DescribedHosts } from './hosts/readHosts.js';

/** The place the apps of an environment are read from. */
export interface Catalogue {
  db: Statements;
  /** The table of the apps. */
  table: string;
  hosts(): Promise<DescribedHosts>;
}
