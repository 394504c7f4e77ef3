import type { Manifest } from '#bundle';
import type { Source, SourceSeen, Statement } from '#contract';
import type { App } from '#release';
import type { Base } from './base.js';
import type { LiveTrees } from '../current/liveTrees.js';
import type { BundleInput } from '../state/onceJob.js';
import type { Revision } from './revision.js';

/** What the package of each group is merged over, as far as one is. */
export type Bases = Map<string, Pick<Base, 'name' | 'warnings'>>;

/** A group of the request, and the directories its program is assembled in. */
export interface GroupWork {
  group: string;
  /** Its apps in this request, in the order of the catalogue. */
  apps: App[];
  /** Id of the bundle at work. */
  bundle: string;
  /** Directory of the bundle the program goes into; does not exist yet. */
  into: string;
  /** Directory of the bundle for temporary files. */
  scratch: string;
  /** What runs on the hosts. */
  live: Promise<LiveTrees>;
  /** Where a source notes what it merged over. */
  bases: Bases;
  /** Where a source notes which version of it is taken, before it uses any of it. */
  revision: Revision;
  /** Where a source notes what whoever releases should know. */
  notes: Statement[];
}

/** An app of another environment whose program is released here, with the findings on its host. */
export interface SourceApp {
  app: App;
  environment: string;
  seen: SourceSeen;
}

/** Fetches the trees of one kind of source into the workspace of a bundle. All throw CodedError; interrupted work is done again. */
export interface SourceType<S extends Source> {
  /** Inspects the source of each group before anything is fetched; absent for a kind without another machine. */
  find?: (input: BundleInput, source: S) => Promise<ReadonlyMap<string, SourceApp>>;
  /** Fetches the program of a group; gives the checksums that are known without reading it again, or null. */
  program: (input: BundleInput, source: S, work: GroupWork, found: SourceApp | undefined) => Promise<Manifest | null>;
  /** Fetches the configuration of an app. */
  config: (input: BundleInput, app: App, bundle: string) => Promise<void>;
}

/** The source types by their kinds. */
export type SourceTypes = { readonly [K in Source['kind']]: SourceType<Source & { kind: K }> };
