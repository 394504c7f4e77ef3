import type { ErrorReport } from '../errors/codedError.js';
import type { AppOutcome, Outcome, Standing } from './lists.js';

/** One app's part in a settled request, whatever the action; `facts` are the action's own findings. */
export interface AppResult {
  appKey: string;
  outcome: AppOutcome;
  standing: Standing | null;
  step: string | null;
  trouble: ErrorReport | null;
  facts: Record<string, unknown>;
}

/** What a settled request came to: stored once, answered as often as it is asked for. */
export interface Settlement {
  outcome: Outcome;
  trouble: ErrorReport | null;
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
