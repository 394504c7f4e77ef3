import type { RequestKind, RequestOf, WantedDirectories } from '#contract';
import type { App } from '#release';
import type { KnownProvenance, ProgramSum, RequestRecord } from '#records';
import type { WorkerDeps } from './dependencies.js';

/** The input of a phase that runs once. */
export interface OnceInput<K extends RequestKind = RequestKind> {
  deps: WorkerDeps;
  request: RequestRecord;
  /** The typed request. */
  asked: RequestOf<K>;
  /** Grows with every worker that takes the request over; names workspaces, so that two never share one. */
  fence: number;
  signal: AbortSignal;
}

/** The result of such a phase, which throws CodedError. */
export interface OnceResult {
  facts?: Record<string, unknown>;
  bundleDigest?: string | null;
  /** The directories of its bundle, for the worker that goes on with it. */
  directories?: WantedDirectories;
  /** What the apps get, as far as it was given or found. */
  provenance?: readonly KnownProvenance[];
  /** What was sealed as the program of each app. */
  programSums?: readonly ProgramSum[];
  /** Apps as their records are to hold them from here on: with the hooks that their programs bring. */
  apps?: readonly App[];
  /** Hash by which a release may ask for exactly what was planned. */
  planHash?: string;
}

export type OnceJob<K extends RequestKind> = (input: OnceInput<K>) => Promise<OnceResult>;

/** The input of a phase that assembles a bundle, to release it or to plan it. */
export type BundleInput = OnceInput<'release' | 'plan'>;
