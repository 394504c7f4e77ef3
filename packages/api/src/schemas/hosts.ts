import { findingStates, layoutTools, longestName, mostNames, outcomes } from '#contract';
import { hostSettingsSchema } from '#fleet';
import { anything, flag, list, named, object, orNull, text, timestamp, whole, word, type Of } from '#contract/schema';
import { findingSchema } from './doctor.js';
import { statementSchema, statementsSchema } from './statement.js';
import { fleetChangeSchema } from './fleet.js';
import { troubleSchema } from './trouble.js';

/** One step on, as somebody reads and types it. */
const nextStepSchema = named(
  'NextStep',
  object(
    { message: text('why'), command: orNull(text(), 'what to type; null where no command does it') },
    { statement: statementSchema },
  ),
);

export type NextStepView = Of<typeof nextStepSchema>;

const settings = { ...hostSettingsSchema, description: 'of a host that is not in the catalogue yet' };

export const lookAtHostSchema = object({}, { settings });

export const approveHostKeySchema = object(
  {
    fingerprint: text('of the key that was compared, as ssh-keygen prints it: SHA256:…', {
      pattern: '^SHA256:[A-Za-z0-9+/]{43}$',
    }),
  },
  {
    replace: flag('It takes the place of known keys that the host does not show any more; without it that is refused.'),
    settings,
  },
);

export const keyStates = ['agrees', 'unknown', 'changed', 'unreachable', 'unscanned'] as const;
const keySources = ['approved', 'firstContact', 'known_hosts'] as const;

const keyMembers = { type: text('as `ssh-ed25519`'), fingerprint: text('SHA256:…') };

export const hostKeysSchema = named(
  'HostKeys',
  object({
    host: text('its name'),
    address: text('where it is asked'),
    port: whole('of its sshd', 1, 65_535),
    state: word(
      keyStates,
      'agrees: it shows a key that is known; unknown: no key of it is known; changed: it shows another one than is known, or one that known_hosts revokes; unreachable: the last scan got no key; unscanned: nobody has asked it yet',
    ),
    known: list(
      object({
        ...keyMembers,
        source: word(keySources, 'who knows it: somebody approved it, it was seen first, or a known_hosts file'),
        by: orNull(text('user'), 'who approved it'),
        at: orNull(timestamp(), 'when it was approved, or seen first'),
        counts: flag('a login that meets it goes on; with host_keys known_hosts what was seen first does not count'),
        shown: orNull(flag(''), 'the host showed it when it was asked last; null where it never was'),
      }),
    ),
    shown: list(object({ ...keyMembers, known: flag('it is among the known ones') }), 'at the last scan'),
    scannedAt: orNull(timestamp()),
    trouble: orNull(troubleSchema, 'why the last scan got no key'),
    next: orNull(nextStepSchema, 'null where nothing is to be done'),
  }),
);

export type HostKeysView = Of<typeof hostKeysSchema>;

export const approvedKeySchema = object({
  keys: hostKeysSchema,
  replaced: list(object(keyMembers), 'known keys in whose place it stands now'),
});

export const hostCheckSchema = named(
  'HostCheck',
  object({
    host: text('its name'),
    checkedAt: orNull(timestamp(), 'null where it was never checked'),
    user: orNull(text(), 'who logged in there; null where nobody got in'),
    ready: flag('apps can be released to it'),
    findings: list(findingSchema, 'of the host itself'),
    apps: list(object({ app: text(), state: word(findingStates), findings: list(findingSchema) })),
    trouble: orNull(troubleSchema, 'why nobody got in'),
    next: nextStepSchema,
  }),
);

export type HostCheckView = Of<typeof hostCheckSchema>;

export const activityKinds = ['request', 'catalogue', 'key'] as const;

export const hostActivitySchema = named(
  'HostActivity',
  object({
    at: timestamp(),
    who: text('user; `database` for what was found changed in the tables themselves'),
    kind: word(activityKinds, 'request: a release, a rollback, a service action, a command, …'),
    action: text('as `release`, `run`, `change catalogue`, `approve host key`'),
    apps: list(text(), 'of this host, that it was about'),
    release: orNull(text('job id'), 'of a request'),
    version: orNull(text(), 'of a release, where it is known'),
    outcome: orNull(word(outcomes), 'how it ended; null while it is under way, and for what is no request'),
    change: orNull(fleetChangeSchema, 'of the catalogue'),
    fingerprint: orNull(text(), 'of a key'),
  }),
);

export type HostActivityView = Of<typeof hostActivitySchema>;

export const hostActivitiesSchema = object({
  items: list(hostActivitySchema, 'newest first'),
  since: timestamp('nothing older was looked for'),
  more: flag('there is more than `limit`: ask again with `until`'),
});

const onHost = { maxLength: 1000, pattern: '^/[^\\u0000-\\u001f\\u007f]+$' };

export const newAdoptionSchema = object(
  {
    apps: {
      ...list(text('app_key or local_name', { minLength: 1, maxLength: longestName, pattern: '^[^\\s,]+$' })),
      minItems: 1,
      maxItems: mostNames,
    },
  },
  {
    at: text(
      'the directory the other tool deploys to, or its link; `paths.program` of each app where nothing is said',
      {
        ...onHost,
      },
    ),
    apply: text('`plan` of an answer: what it shows is set, if it is still so', { pattern: '^[0-9a-f]{64}$' }),
  },
);

const layoutSchema = named(
  'ToolLayout',
  object({
    tool: word(layoutTools),
    root: text('the directory it deploys to'),
    link: text('to the live release'),
    live: text('the release that is live'),
    releases: text('the directory of its releases'),
    count: whole('of them'),
    kept: orNull(text(), 'the directory of what it keeps for all releases'),
    shared: list(text(), 'what of it the live release has links to, a directory with a slash at its end'),
    unlinked: list(text(), 'what lies there as well, and no link leads to'),
    strays: list(text(), 'links of the live release to what lies neither in it nor there'),
    seen: list(text(), 'the files it was known by'),
    leftovers: list(text(), 'what is the tool’s, and rexflow never touches'),
    lock: orNull(text(), 'by which a release of the tool is under way'),
  }),
);

export const adoptionSchema = named(
  'Adoption',
  object({
    plan: orNull(text('sha256'), 'names what is shown here; null where it cannot be set'),
    items: list(
      object({
        app: text(),
        group: text(),
        host: text(),
        at: text('where was looked'),
        layout: orNull(layoutSchema, 'null where there is none that can be gone on with'),
        refused: orNull(text(), 'why'),
        statement: orNull(statementSchema, 'what `refused` says'),
        notes: list(text(), 'what one should know before the first release'),
        statements: statementsSchema('notes'),
      }),
    ),
    problems: list(text(), 'why it cannot be set'),
    statements: statementsSchema('problems'),
    fleet: {
      ...anything,
      description: 'what is to be set, as a fleet file has it; it goes into what such a file says',
    },
    changes: list(fleetChangeSchema, 'what that changes in the catalogue'),
    applied: flag('it was set'),
  }),
);

export type AdoptionView = Of<typeof adoptionSchema>;
