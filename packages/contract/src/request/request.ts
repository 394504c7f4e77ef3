import type { Sha256 } from './formats.js';
import type { Apply, DownloadTrees, ServiceOperation, WhenBusy } from './lists.js';
import type { Source } from './source.js';
import type { Strategy } from './strategy.js';

/** The apps a request is for: all of the environment, or those of these names (app_key or local_name). */
export type Targets = { all: true } | { names: readonly string[] };

/** Which release a rollback goes to: the one before, the record marked with rollStatus 1, or a named one. */
export type RollbackTo = { kind: 'previous' } | { kind: 'marked' } | { kind: 'release'; id: string };

interface Changing {
  targets: Targets;
  /** Refused unless it says otherwise. */
  whenBusy?: WhenBusy;
}

/** One request, whatever edge it came by. */
export type Request =
  /** `plan`: the hash of a plan; refused when the release would do something else by now. */
  | ({ kind: 'release'; source: Source; strategy: Strategy; plan?: Sha256 } & Changing)
  | { kind: 'plan'; targets: Targets; source: Source; strategy: Strategy }
  | ({ kind: 'rollback'; to: RollbackTo; strategy: Strategy } & Changing)
  | ({ kind: 'service'; operation: ServiceOperation } & Changing)
  | ({ kind: 'takeover'; reason: string } & Changing)
  | { kind: 'check' | 'drift' | 'doctor' | 'compare' | 'hooks'; targets: Targets }
  | { kind: 'run'; targets: Targets; command: string }
  | {
      kind: 'download';
      targets: Targets;
      trees: DownloadTrees;
      environment?: string;
      mirror: boolean;
      fillUpdateDirectory: boolean;
    }
  | {
      kind: 'fetch';
      targets: Targets;
      url: string;
      base?: string;
      directory?: string;
      merge?: { into: 'staging' | 'updateDirectory'; apply: Apply };
    }
  | { kind: 'stage'; targets: Targets; from: 'downloads' | 'updateDirectory' }
  | { kind: 'list' }
  | { kind: 'freeLeases'; all: boolean };

export type RequestKind = Request['kind'];

/** A request of one kind, or of one of several. */
export type RequestOf<K extends RequestKind> = Request & { kind: K };

/** What holds for all requests of a kind. */
export interface RequestTraits {
  /** A worker carries it out, or the gateway answers it at once. */
  runs: 'gateway' | 'worker';
  /** Changes the apps on their hosts: takes the lease of each, and each must be automated. */
  changes: boolean;
  /** Writes a row of `pre_deploy_manage` for each app. */
  recorded: boolean;
  /** Switches current links, or tells how that would be: no directory of the apps may be one of another app, too. */
  switches: boolean;
}

const look: RequestTraits = { runs: 'worker', changes: false, recorded: false, switches: false };
const answer: RequestTraits = { ...look, runs: 'gateway' };
const release: RequestTraits = { runs: 'worker', changes: true, recorded: true, switches: true };
const change: RequestTraits = { ...look, changes: true };

/** The traits of each kind of request. */
export const requestKinds: Readonly<Record<RequestKind, RequestTraits>> = {
  release,
  plan: { ...look, switches: true },
  rollback: release,
  service: change,
  takeover: change,
  check: look,
  drift: look,
  doctor: look,
  compare: look,
  hooks: look,
  run: look,
  download: look,
  fetch: look,
  stage: look,
  list: answer,
  freeLeases: answer,
};
