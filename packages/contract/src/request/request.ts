import { either, flag, list, named, object, tag, text, variant, whole, word } from '../schema/schema.js';
import type { Of, Schema } from '../schema/schema.js';
import { busyPolicies, downloadTrees, driftPolicies, serviceOperations } from './lists.js';
import { provenanceSchema, remarks } from './provenance.js';
import { logFileName, logMatches, logPattern, longestLogPattern, longestLogSearch, mostLogRows } from './logs.js';
import { apply, sourceSchema } from './source.js';
import { strategySchema } from './strategy.js';

/**
 * The apps a request is for: all of the environment that can be used, or those of these names (app_key or local_name). A named one that
 * cannot be used refuses the request, unless such are to be left out and named in the answer, as they are of all.
 */
export type Targets = { all: true } | { names: readonly string[]; leaveOut?: true };

/**
 * Which release a rollback goes to: the one before, the record marked with rollStatus 1, a named one, or what each app ran before
 * a named one came.
 */
export type RollbackTo =
  { kind: 'previous' } | { kind: 'marked' } | { kind: 'release'; id: string } | { kind: 'before'; release: string };

const targetsSchema: Schema<Targets> = either(
  'the apps of the environment, or those of these names (app_key or local_name)',
  object({ all: { type: 'boolean', const: true } as Schema<true> }),
  object(
    { names: list(text()) as Schema<readonly string[]> },
    { leaveOut: { type: 'boolean', const: true } as Schema<true> },
  ),
);

const rollbackToSchema: Schema<RollbackTo> = variant(
  'kind',
  object({ kind: tag('previous') }),
  object({ kind: tag('marked') }),
  object({ kind: tag('release'), id: text('job id, or randomStr of a record') }),
  object({ kind: tag('before'), release: text('job id of the release that is undone, with those that finished it') }),
);

const targets = { targets: targetsSchema };
/** Refused unless it says otherwise. */
const whenBusy = { whenBusy: word(busyPolicies, 'when an app is locked') };
const shipping = { ...targets, source: sourceSchema, strategy: strategySchema };
/** What is set for the app, for its group or for the edge, unless it says otherwise. */
const onDrift = { onDrift: word(driftPolicies, 'what becomes of files that were changed by hand on a host') };
/** What the caller knows of the program and says of the request. */
const informed = { provenance: provenanceSchema, ...remarks };
const ofTargets = object({ kind: word(['check', 'drift', 'doctor', 'compare', 'hooks']), ...targets });

/** The longest a command may be given, in seconds, and the most hosts it may run on at once. */
export const longestCommand = 3600;
export const mostParallel = 1000;

const command = { command: text('what the shell of the host is to run') };
/** How a command is run, where config.yml and the number of workers shall not decide. */
const commandBounds = {
  within: whole('seconds it may take on a host', 1, longestCommand),
  parallel: whole('hosts it runs on at once', 1, mostParallel),
};

const logFile = {
  file: text('a file below the directory of the logs; the one that is set unless said otherwise', {
    pattern: logFileName.pattern,
  }),
};

/** What an app left behind where it was before, in place of what is there now. */
const at = { at: text('the host that an app was released to before it came to the one it is on now') };

/** What holds for all requests of a kind. */
export interface RequestTraits {
  /**
   * RexDeployV3's name for it, where it had one. Answers, events, logs, figures, the audit and filters call it so, in the order of these
   * rows.
   */
  name: string;
  /** What one is made of. */
  members: Schema;
  /** A worker carries it out, or the gateway answers it at once. */
  runs: 'gateway' | 'worker';
  /** Changes the apps on their hosts: takes the lease of each, and each must be automated. */
  changes: boolean;
  /** Writes a row of `pre_deploy_manage` for each app. */
  recorded: boolean;
  /** Switches current links, or tells how that would be: no directory of the apps may be one of another app, too. */
  switches: boolean;
  /** Does something on hosts beyond looking: does not begin while the installation is held. */
  held: boolean;
}

const look = { runs: 'worker', changes: false, recorded: false, switches: false, held: false } as const;
const answer = { ...look, runs: 'gateway' } as const;
const release = { runs: 'worker', changes: true, recorded: true, switches: true, held: true } as const;
const change = { ...look, changes: true, held: true } as const;

const kinds = {
  release: {
    name: 'release',
    members: object(
      { kind: tag('release'), ...shipping },
      { ...whenBusy, ...onDrift, plan: text('hash of the plan it follows'), ...informed },
    ),
    ...release,
  },
  plan: {
    name: 'plan',
    members: object(
      { kind: tag('plan'), ...shipping },
      { ...onDrift, runCommands: { type: 'boolean', const: true } as Schema<true>, ...informed },
    ),
    ...look,
    switches: true,
  },
  rollback: {
    name: 'rollback',
    members: object(
      { kind: tag('rollback'), ...targets, to: rollbackToSchema, strategy: strategySchema },
      { ...whenBusy, ...remarks },
    ),
    ...release,
  },
  service: {
    name: 'service',
    members: object(
      { kind: tag('service'), ...targets, operation: word(serviceOperations) },
      { ...whenBusy, ...remarks },
    ),
    ...change,
  },
  check: { name: 'check', members: ofTargets, ...look },
  drift: { name: 'drift', members: ofTargets, ...look },
  doctor: { name: 'doctor', members: ofTargets, ...look },
  list: { name: 'list', members: object({ kind: tag('list') }), ...answer },
  run: {
    name: 'run',
    members: object({ kind: tag('run'), ...targets, ...command }, commandBounds),
    ...look,
    held: true,
  },
  runOnHosts: {
    name: 'Common:Use:run',
    members: object(
      {
        kind: tag('runOnHosts'),
        hosts: list(text(), 'names or addresses of hosts, or labels as name=value') as Schema<readonly string[]>,
        ...command,
      },
      commandBounds,
    ),
    ...look,
    held: true,
  },
  logFiles: { name: 'lookLog', members: object({ kind: tag('logFiles'), ...targets }), ...look },
  readLog: {
    name: 'getLog',
    members: object({ kind: tag('readLog'), ...targets }, logFile),
    ...look,
  },
  searchLogs: {
    name: 'grepLog',
    members: object(
      {
        ...{ kind: tag('searchLogs'), ...targets },
        pattern: text('each line of it is a pattern', { maxLength: longestLogPattern, pattern: logPattern.pattern }),
      },
      {
        ...logFile,
        match: word(logMatches, 'text as it is, unless said otherwise, or a regular expression as grep -E has it'),
        rows: whole('the most rows of an app, the last ones: 500 unless said otherwise', 1, mostLogRows),
        within: whole('seconds it may take on a host: 60 unless said otherwise', 1, longestLogSearch),
        rotated: flag('also in the files it was rotated to, unless said otherwise'),
      },
    ),
    ...look,
  },
  takeover: {
    name: 'takeover',
    members: object({ kind: tag('takeover'), ...targets, reason: text() }, whenBusy),
    ...change,
  },
  removal: { name: 'removal', members: object({ kind: tag('removal'), ...targets }, at), ...look },
  remove: {
    name: 'remove',
    members: object(
      { kind: tag('remove'), ...targets, plan: text('the sum of what goes, as a removal told it; SHA-256 in hex') },
      { ...whenBusy, ...at },
    ),
    ...change,
  },
  download: {
    name: 'Enter:route:download',
    members: object(
      {
        ...{ kind: tag('download'), ...targets, trees: word(downloadTrees) },
        mirror: flag('brought into what lies there'),
        fillUpdateDirectory: flag('copied to the update directory as well'),
      },
      { environment: text() },
    ),
    ...look,
  },
  fetch: {
    name: 'Enter:route:downloadCombile',
    members: object(
      { kind: tag('fetch'), ...targets, url: text() },
      { base: text(), directory: text(), merge: object({ into: word(['staging', 'updateDirectory']), ...apply }) },
    ),
    ...look,
  },
  stage: {
    name: 'Deploy:Core:syncpro',
    members: object({ kind: tag('stage'), ...targets, from: word(['downloads', 'updateDirectory']) }),
    ...look,
  },
  compare: { name: 'Deploy:Core:diff', members: ofTargets, ...look },
  hooks: { name: 'Deploy:Configure:config', members: ofTargets, ...look },
  compareReleases: {
    name: 'compare',
    members: object({
      kind: tag('compareReleases'),
      ...targets,
      from: text('job id of the release that is compared'),
      to: text('job id of the release it is compared with'),
    }),
    ...look,
  },
  freeLeases: {
    name: 'Deploy:Db:initdb',
    members: object({ kind: tag('freeLeases'), all: flag('also those of holders that live') }),
    ...answer,
  },
} as const satisfies Readonly<Record<string, RequestTraits>>;

export type RequestKind = keyof typeof kinds;

/** One request, whatever edge it came by. */
export type Request = Of<(typeof kinds)[RequestKind]['members']>;

/** A request of one kind, or of one of several. */
export type RequestOf<K extends RequestKind> = Request & { kind: K };

/** The traits of each kind of request. */
export const requestKinds: Readonly<Record<RequestKind, RequestTraits>> = kinds;

/** A request as it is typed; what is absent the configuration decided. */
export const requestSchema = named(
  'Request',
  variant('kind', ...new Set(Object.values(requestKinds).map(({ members }) => members))) as Schema<Request>,
);

/** The name each kind of request has outside, in the order in which they are listed. */
export const actionNames = Object.fromEntries(
  Object.entries(requestKinds).map(([kind, { name }]) => [kind, name]),
) as Readonly<Record<RequestKind, string>>;

const kindsByName = new Map(Object.entries(actionNames).map(([kind, name]) => [name, kind as RequestKind]));

/** The kind of request of an action's name, or undefined for a name that is none. */
export const kindOfAction = (name: string): RequestKind | undefined => kindsByName.get(name);
