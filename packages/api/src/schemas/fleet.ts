import {
  appEntrySchema,
  changeKinds,
  entryKinds,
  fleetSchema,
  groupSettingOrigins,
  groupSettingsSchema,
  hostSettingsSchema,
  settingOrigins,
} from '#fleet';
import { outageSchema } from './outage.js';
import { statementsSchema } from './statement.js';
import { anything, flag, list, named, object, orNull, text, timestamp, whole, word, type Of } from '#contract/schema';

const valueChange = object({
  key: text('of the setting, as `paths.program`'),
  before: { ...anything, description: 'null where there was none' },
  after: { ...anything, description: 'null where there is none' },
});

export const fleetChangeSchema = named(
  'FleetChange',
  object({
    kind: word(entryKinds),
    name: text(),
    change: word(changeKinds),
    values: list(valueChange, 'of an app all that counts for it, also what comes from its group'),
  }),
);

const tag = text('of the catalogue: given as If-Match, the next change is refused when somebody changed it meanwhile');

export const fleetEditedSchema = named(
  'FleetEdited',
  object(
    {
      applied: flag('false after a dry run'),
      changes: list(fleetChangeSchema, 'hosts, groups, apps, each by name'),
      tag,
      leftOut: list(text(), 'rows that no fleet can hold, and why: they stay as they are'),
    },
    {
      statements: statementsSchema('leftOut'),
      underWay: list(
        object({ release: text('job id'), action: text(), caller: text(), apps: list(text('app_key')) }),
        'requests that hold apps it is about: each goes on with what it began with',
      ),
    },
  ),
);
export type FleetEditedView = Of<typeof fleetEditedSchema>;

export const fleetExportSchema = object(
  {
    fleet: fleetSchema,
    tag,
    leftOut: list(text(), 'apps that are not in it, and why'),
  },
  { statements: statementsSchema('leftOut') },
);

export const applyFleetSchema = object(
  {
    documents: {
      ...list(fleetSchema, 'The fleet, or its parts: nothing may be in two of them.'),
      minItems: 1,
      maxItems: 500,
    },
  },
  {
    prune: flag('What no document names is removed.'),
    dryRun: flag('All is checked, and nothing changed.'),
  },
);

/** What would count if an entry did not say it. */
const insteadOf = <const W extends string>(origins: readonly W[], who: string) =>
  orNull(
    object({ value: anything, from: word(origins) }),
    `what would count if the ${who} did not say it; null where that is nothing, or the ${who} does not say it`,
  );

/** What one host, group or app has of its own, with its tag. */
const tagged = { tag: text('of this entry, also its ETag') };
export const groupEntrySchema = object({
  ...tagged,
  name: text(),
  apps: list(text('app')),
  settings: groupSettingsSchema,
  resolved: list(
    object({
      key: text('of the setting, as `paths.program`'),
      value: anything,
      from: word(
        groupSettingOrigins,
        'where it is said: `config` is rollout.groups of config.yml, which counts over what the group says',
      ),
      instead: insteadOf(groupSettingOrigins, 'group'),
    }),
    'all that it gives its apps, and how they are switched; placeholders stand in it',
  ),
});
export const putOutageSchema = object(
  { reason: text('why, for those who read the answer of a release', { minLength: 1, maxLength: 500 }) },
  { until: timestamp('when it ends by itself; without it somebody has to end it') },
);
export const hostEntrySchema = object({
  ...tagged,
  name: text(),
  apps: list(text('app')),
  settings: orNull(hostSettingsSchema, 'null for an address that is described nowhere'),
  outage: orNull(outageSchema, 'it is out of service'),
});
export const appSettingsSchema = object({
  ...tagged,
  name: text(),
  entry: appEntrySchema,
  resolved: list(
    object({
      key: text('of the setting, as `paths.program`'),
      value: anything,
      from: word(settingOrigins, 'where it is said'),
      instead: insteadOf(settingOrigins, 'app'),
    }),
    'all that counts for it',
  ),
});
export { appEntrySchema };

/** One change of the catalogue as it was kept. */
export const keptChangeSchema = named(
  'CatalogueChange',
  object({
    id: whole('rises with each change'),
    revision: whole('of the catalogue: changes that were made together have the same'),
    at: timestamp(),
    author: text('user; `database` for what was found changed in the tables themselves'),
    change: fleetChangeSchema,
  }),
);
export type KeptChangeView = Of<typeof keptChangeSchema>;
