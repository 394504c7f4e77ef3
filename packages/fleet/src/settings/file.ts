import { map, named, object, type Of, type Schema } from '#contract/schema';
import { descriptionOf } from './descriptions.js';
import { hostSettingsSchema } from './hosts.js';
import { appMembers, groupMembers, groupSettingsSchema } from './settings.js';
import { line } from './words.js';

const app = object({ host: line('setting.host', { minLength: 1, maxLength: 255 }) }, appMembers);

/** An app by itself: with the group it is of. */
export const appEntrySchema = object(
  {
    group: line('setting.group', { minLength: 1, maxLength: 200 }),
    host: line('setting.host', { minLength: 1, maxLength: 255 }),
  },
  appMembers,
);
/** See `appEntrySchema`. */
export type AppEntry = Of<typeof appEntrySchema>;

const group = object({}, { ...groupMembers, apps: map(app, descriptionOf('setting.apps')) });

const version = { type: 'integer', const: 1, description: descriptionOf('setting.version') } as Schema<1>;

/** A fleet file: hosts, groups of apps and their settings. */
export const fleetSchema = named(
  'Fleet',
  object(
    { version },
    {
      environment: line('setting.environment', { minLength: 1, maxLength: 32 }),
      defaults: { ...groupSettingsSchema, description: descriptionOf('setting.defaults') },
      hosts: map(hostSettingsSchema, descriptionOf('setting.hosts')),
      groups: map(group, descriptionOf('setting.groups')),
    },
  ),
);

/** The same as a JSON schema by itself, for editors. */
export const fleetJsonSchema = {
  $schema: 'http://json-schema.org/draft-07/schema#',
  title: 'A fleet file of rexflow',
  ...fleetSchema,
};

/** A fleet as its file has it. */
export type FleetDocument = Of<typeof fleetSchema>;
/** A group as the file has it: its settings, and its apps by name. */
export type GroupDocument = Of<typeof group>;
/** An app as the file has it: its host, and what differs from its group. */
export type AppDocument = Of<typeof app>;
