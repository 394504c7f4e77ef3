import type { RequestKind, RequestOf, WantedDirectories } from '#contract';
import type { RequestRecord } from '#records';
import type { WorkerDeps } from './dependencies.js';

/** What a phase that runs once works on. */
export interface OnceInput<K extends RequestKind = RequestKind> {
  deps: WorkerDeps;
  request: RequestRecord;
  /** What was asked for. */
  asked: RequestOf<K>;
  /** Grows with every worker that takes the request over; names workspaces, so that two never share one. */
  fence: number;
  signal: AbortSignal;
}

/** What such a phase found out. Throws Trouble. */
export interface OnceResult {
  facts?: Record<string, unknown>;
  bundleDigest?: string | null;
  /** Where its bundle lies, for who goes on with it. */
  directories?: WantedDirectories;
  /** By which a release may ask for exactly what was planned. */
  planHash?: string;
}

export type OnceJob<K extends RequestKind> = (input: OnceInput<K>) => Promise<OnceResult>;

/** What puts a bundle together, to keep it or to tell of it. */
export type BundleInput = OnceInput<'release' | 'plan'>;
