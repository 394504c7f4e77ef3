import type { Outcome, Standing } from '#contract';
import type { Round } from './round.js';

/** What a request that met a fault may come to. */
export interface Allowed {
  outcomes: readonly Outcome[];
  /** What may be live on an app that did not get the new release. */
  standings: readonly Standing[];
  /** Directories may be left on a host that could not be reached when they were to go. */
  leftovers?: boolean;
  /** A stop may be cut off: then it comes again when the host is put in order. */
  cutStop?: boolean;
  /** What calls the init script may fail, and be tried again. */
  anyCalls?: boolean;
}

/** Breaks something while the request is on its way. What puts it right again goes into `mends` of the round. */
export type Strike = () => Promise<boolean> | boolean;

/** One way of breaking something. */
export interface Kind {
  name: string;
  about: string;
  /** What the settlement may be. */
  may: Allowed;
  /** The request may never have been accepted. */
  mayRefuse?: boolean;
  /** Why it cannot be shown here, or null. */
  lacks?: (round: Round) => string | null;
  /** Before the request is posted: lays the trap. Gives what springs it, by which `false` tells that it was too late. */
  prepare: (round: Round) => Promise<Strike> | Strike;
  /** Posts the requests, where it is more than one plain release. */
  post?: (round: Round) => Promise<void>;
}

/** Nothing may show that anything happened. */
export const unharmed: Allowed = { outcomes: ['done'], standings: [] };
/** It may fail, but as a whole or undone, and everything known. */
export const orUndone: Allowed = { outcomes: ['done', 'partial', 'failed'], standings: ['old', 'restored'] };
