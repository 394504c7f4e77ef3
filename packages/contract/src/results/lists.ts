/*
 * What can come of a request, once for all: schemas, filters and badges take their words from here. They are stored and answered
 * as they stand. Programs without ajv reach it by `#contract/lists`.
 */

/**
 * How a request stands. `queued`: stored, waiting for its apps; `accepted`: it has them, no worker has begun. `settled`
 * is final.
 */
export const requestStates = ['queued', 'accepted', 'running', 'settled'] as const;
export type RequestState = (typeof requestStates)[number];

/**
 * How a finished request ended. `partial`: some apps did what was asked and some did not; `superseded`: a newer request
 * took its place in the wait queue before anything was done.
 */
export const outcomes = ['done', 'partial', 'failed', 'cancelled', 'superseded'] as const;
export type Outcome = (typeof outcomes)[number];

/** What becomes of the hosts that are switched by the time a request is cancelled: they go back, or stay. */
export const cancelThens = ['undo', 'keep'] as const;
export type CancelThen = (typeof cancelThens)[number];

/** The kinds of requests that go from phase to phase, or from batch to batch, and so can be paused in between. */
export const pausableKinds = ['release', 'rollback', 'service'] as const;

/** How one app of a finished request ended. */
export const appOutcomes = ['done', 'failed', 'skipped'] as const;
export type AppOutcome = (typeof appOutcomes)[number];

/**
 * The phases of a request, in the order in which they can follow each other. `stage`, `collect` and `settle` run once; the
 * others once for each app that has something to do in them.
 */
export const phases = [
  'stage',
  'prepare',
  'hooks',
  'activate',
  'wrapUp',
  'undo',
  'hooksUndo',
  'discard',
  'visit',
  'collect',
  'settle',
] as const;
export type Phase = (typeof phases)[number];

/** Tools whose layouts on a host are taken over in place. */
export const layoutTools = ['capistrano', 'deployer', 'ansistrano', 'spug'] as const;
export type LayoutTool = (typeof layoutTools)[number];

/** How far a step on a host is. */
export const stepStates = ['begun', 'done', 'failed'] as const;
export type StepState = (typeof stepStates)[number];

/**
 * Where an app stands at the end. `new`: the new release is live and runs; `old`: it never left its release; `restored`:
 * it was switched, was put back, and runs its previous release again; `down`: going back failed too, and it does not run, or not well;
 * `unknown`: the host could not be asked, or what runs there after going back failed is not what ran before; `removed`: what rexflow
 * made of it was taken away from its host.
 */
export const standings = ['new', 'old', 'restored', 'down', 'unknown', 'removed'] as const;
export type Standing = (typeof standings)[number];

/** How what is live stands to the release that made it; `unknown` where rexflow did not make it, or the host has no list of it. */
export const driftStates = ['exact', 'drifted', 'unknown'] as const;
export type DriftState = (typeof driftStates)[number];

/**
 * How a group stands by what its apps were last seen to run, the most pressing first. `failing`: one does not run, or not well;
 * `mixed`: not all run the same; `drifted`: files or a current link were changed by hand; `unknown`: of some nobody knows what they
 * run; `uniform`: all run one release, as it was released.
 */
export const groupStates = ['failing', 'mixed', 'drifted', 'unknown', 'uniform'] as const;
export type GroupState = (typeof groupStates)[number];

/** The same of one app, which is never mixed; `well`: it runs what was released. */
export const appStates = ['failing', 'drifted', 'unknown', 'well'] as const;
export type AppState = (typeof appStates)[number];

/**
 * Whether the service of an app runs, by the last look. `stopped`: somebody had it stopped, and nobody had it started since; `none`: nothing
 * of it runs; `unknown`: nobody looked, or whoever keeps it running could not be asked.
 */
export const serviceStates = ['running', 'down', 'stopped', 'none', 'unknown'] as const;
export type ServiceState = (typeof serviceStates)[number];

/** How a host stands by the last looks. `off`: nobody looks. */
export const hostStates = ['failing', 'drifted', 'unknown', 'well', 'off'] as const;
export type HostState = (typeof hostStates)[number];

/** Who saw something last: a worker that looked at the host, or a release, rollback or drift check, as the records have it. */
export const seenBy = ['look', 'records'] as const;
export type SeenBy = (typeof seenBy)[number];
/** What became of a file from one tree to another. */
export const changedKinds = ['added', 'changed', 'deleted'] as const;
/** Why a file is not shown as text. */
export const notShown = ['binary', 'large', 'link'] as const;

/** How something that was examined is, the best first. */
export const findingStates = ['ok', 'warning', 'failed'] as const;
export type FindingState = (typeof findingStates)[number];

/**
 * What can happen to a request, as it is stored and told; `held` and `resumed` happen to the whole installation, `catalogue` to what it
 * knows of hosts, groups and apps, and `seen` to what workers see of them: something is otherwise than at the look before.
 */
export const eventKinds = [
  'accepted',
  'queued',
  'granted',
  'skipped',
  'phase',
  'step-begun',
  'step-ended',
  'waiting',
  'vote',
  'cancelled',
  'paused',
  'continued',
  'settled',
  'held',
  'resumed',
  'catalogue',
  'seen',
] as const;
export type EventKind = (typeof eventKinds)[number];
