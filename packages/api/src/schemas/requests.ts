import {
  longestName,
  mostNames,
  plainName,
  formats,
  type TextFormat,
  busyPolicies,
  driftPolicies,
  sourceKinds,
  type Source,
} from '#contract';
import {
  either,
  flag,
  list,
  object,
  text,
  variant,
  whole,
  word,
  type Of,
  type Schema,
  named,
  tag,
} from '#contract/schema';
import { newProvenanceSchema, newRemarks } from './provenance.js';
import { policySchema } from './release.js';

const name = text('app_key or local_name; "all" is every app', {
  minLength: 1,
  maxLength: longestName,
  pattern: '^[^\\s,]+$',
});
const targets = {
  apps: either('one name, or a list of names', name, {
    ...list(name),
    minItems: 1,
    maxItems: mostNames,
  } as Schema<string[]>),
};

/** Beside the names. */
const meant = {
  leaveOut: flag(
    'leave out what cannot be used, and name it among the warnings, instead of refusing; "all" always does',
  ),
};

const share = (description: string, { pattern }: TextFormat, minimum: number): Schema<string | number> =>
  either(description, whole('hosts', minimum, 9999), text('share', { pattern, maxLength: 5 }));

/** How a request is carried out, where config.yml shall not decide. */
const manner = {
  policy: policySchema,
  maxFailures: share('hosts that may fail: a number, or a share such as "10%"', formats.hostShare, 0),
  batch: share('hosts switched at a time: a number, or a share such as "25%"', formats.batchShare, 1),
  confirm: whole('seconds after which a host goes back by itself unless it was seen healthy; 0 never', 0, 9999),
  queue: word(busyPolicies, 'when an app is busy; latest supersedes what waits for the same apps'),
};

/** How a release treats what somebody changed by hand, where neither the catalogue nor the default shall decide. */
const drift = {
  onDrift: word(
    driftPolicies,
    'files changed by hand on a host: refuse names them and switches nothing, overwrite replaces them, keep carries them into the release',
  ),
};

/** What the caller knows of the program, and says of the release. */
const informed = { provenance: newProvenanceSchema, ...newRemarks };

const full = { type: 'integer', enum: [1, 2], description: '1 merges the package over what runs, 2 replaces it' };

/** Never empty, not even once the registry has taken quotes away: what is empty counts as not asked for there. */
const filled = (maxLength: number, pattern: string): Readonly<Record<string, unknown>> => ({
  minLength: 1,
  maxLength,
  pattern,
});
const address = filled(2048, '^[^\\s"\'][^\\s]*$');
const base = filled(64, '^[A-Za-z0-9._-]+$');

/** The sources that are written with words of their own here. */
const ownBodies = {
  environment: object({
    type: tag('environment'),
    name: text('environment whose live program is released', filled(64, plainName)),
  }),
  url: object(
    { type: tag('url'), url: text('http(s) address of the package', address), full: full as Schema<1 | 2> },
    {
      set: text('configured address (package.bases) put before a relative url', base),
      sha256: text('sha256 the file has to have: another is refused', { pattern: formats.sha256.pattern }),
    },
  ),
  upload: object({
    type: tag('bundle'),
    id: text('of an uploaded package', { pattern: formats.sha256.pattern }),
    full: full as Schema<1 | 2>,
  }),
} satisfies Partial<Record<Source['kind'], Schema>>;

type OwnKind = keyof typeof ownBodies;
/** The others are written as they are typed, with `type` in the place of `kind`. */
type TypedBody<S extends Source> = S extends unknown ? { type: S['kind'] } & Omit<S, 'kind'> : never;

function typedBody(members: Schema): Schema {
  const { kind, ...others } = members.properties as Record<string, Schema>;
  const required = (members.required as string[]).map((name) => (name === 'kind' ? 'type' : name));
  return { ...members, properties: { type: kind, ...others }, required };
}

/** A repository is named by the settings of a group alone. */
type BodyKind = Exclude<Source['kind'], 'git'>;
const bodyKinds = (Object.keys(sourceKinds) as Source['kind'][]).filter((kind): kind is BodyKind => kind !== 'git');

/** Where a new version comes from. */
const sourceBodySchema = variant(
  'type',
  ...bodyKinds.map((kind) => ownBodies[kind as OwnKind] ?? typedBody(sourceKinds[kind])),
) as Schema<SourceBody>;
export type SourceBody = Of<(typeof ownBodies)[OwnKind]> | TypedBody<Exclude<Source, { kind: OwnKind | 'git' }>>;

const asShipped = {
  source: {
    ...sourceBodySchema,
    description:
      'where the new version comes from; absent, as it is set for the group: for type url the version of `provenance` is put into its address',
  },
  ref: text('without a source, of a group whose source is git: tag, branch or whole commit', filled(255, '^[^\\s]+$')),
  ...meant,
  ...manner,
  ...drift,
  plan: text('hash of a plan: refused with the difference when what it says is no longer so', {
    pattern: formats.sha256.pattern,
  }),
  ...informed,
};

export const newReleaseSchema = named('NewRelease', object(targets, asShipped));
export type NewRelease = Of<typeof newReleaseSchema>;

/** A release to be planned. */
export const newPlanSchema = named(
  'NewPlan',
  object(targets, {
    ...asShipped,
    runCommands: flag(
      'run local_pro_cmd and local_conf_cmd on the worker, to list what they make; a release runs them',
    ),
  }),
);

export type NewPlan = Of<typeof newPlanSchema>;

/** The live release of another environment, brought here. */
export const newPromotionSchema = named(
  'NewPromotion',
  object(
    { ...targets, from: text('environment', { minLength: 1, maxLength: 64 }) },
    {
      release: text('YYYYMMDD_HHmmss the source has to run; refused when it runs another', {
        pattern: formats.releaseStamp.pattern,
      }),
      ...meant,
      ...manner,
      ...drift,
      ...informed,
    },
  ),
);

export type NewPromotion = Of<typeof newPromotionSchema>;

export const newRollbackSchema = named(
  'NewRollback',
  object(targets, {
    to: text(
      'job id of a release, or randomStr of one of its records; the release before if absent',
      filled(64, plainName),
    ),
    ...meant,
    ...manner,
    ...newRemarks,
  }),
);

export type NewRollback = Of<typeof newRollbackSchema>;

/** How the switched apps of a release go back; they are not named, since they are known. */
export const newUndoSchema = named('NewUndo', object({}, manner));
export type NewUndo = Of<typeof newUndoSchema>;
