import type { TroubleReport } from '../errors/trouble.js';

/**
 * How a request stands. `queued`: stored, in line for its apps; `accepted`: it has them, no worker has begun. `settled`
 * is final.
 */
export type RequestState = 'queued' | 'accepted' | 'running' | 'settled';

/**
 * How a settled request ended. `partial`: some apps did what was asked and some did not; `superseded`: a newer request
 * took its place in line before anything was done.
 */
export type Outcome = 'done' | 'partial' | 'failed' | 'cancelled' | 'superseded';

/**
 * The parts a request is walked through. `stage`, `collect` and `settle` run once; the others once for each app.
 */
export type Phase = 'stage' | 'prepare' | 'activate' | 'undo' | 'discard' | 'visit' | 'collect' | 'settle';

/**
 * Where an app stands at the end. `new`: the new release is live and runs; `old`: it never left its release; `restored`:
 * it was switched, was put back, and runs its previous release again; `down`: going back failed too, and it does not run, or not well;
 * `unknown`: the host could not be asked, or what runs there after going back failed is not what ran before.
 */
export type Standing = 'new' | 'old' | 'restored' | 'down' | 'unknown';

/** One app's part in a settled request, whatever the action; `facts` are the action's own findings. */
export interface AppResult {
  appKey: string;
  outcome: 'done' | 'failed' | 'skipped';
  standing: Standing | null;
  step: string | null;
  trouble: TroubleReport | null;
  facts: Record<string, unknown>;
}

/** What a settled request came to: stored once, answered as often as it is asked for. */
export interface Settlement {
  outcome: Outcome;
  trouble: TroubleReport | null;
  apps: AppResult[];
  /** Findings of the whole request: the differences of a release, the directories a download filled. */
  facts: Record<string, unknown>;
}

/** The files of one tree that differ from what is live: counts of entries. */
export interface TreeDifference {
  total: number;
  changed: number;
  deleted: number;
  added: number;
}
