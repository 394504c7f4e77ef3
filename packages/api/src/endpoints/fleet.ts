import { entryKinds, groupSettingsSchema, hostSettingsSchema } from '#fleet';
import { page, text, whole, word, type Schema } from '#contract/schema';
import { endpoint } from './endpoint.js';
import {
  appEntrySchema,
  appSettingsSchema,
  applyFleetSchema,
  fleetEditedSchema,
  fleetExportSchema,
  groupEntrySchema,
  hostEntrySchema,
  keptChangeSchema,
  putOutageSchema,
} from '../schemas/fleet.js';

const dryRun = { dryRun: word(['true', 'false'], 'true: all is checked, and nothing changed') };
const headers = {
  'If-Match': 'The tag that was seen: refused with FLEET_MOVED when it is another one now. None: whatever it is now.',
};
const edited = {
  200: {
    description: 'What was changed; nothing where everything was so already',
    schema: fleetEditedSchema,
    headers: { ETag: 'Tag of the catalogue' },
  },
} as const;
const problems = ['FLEET_INVALID', 'FLEET_MOVED', 'ENTRY_EXISTS', 'CATALOGUE_READ_ONLY'] as const;
const mending =
  'A change counts as a whole and is kept with its author. A release under way keeps what it began with. All that is wrong is told at once, by field.';

/** The three ways to change an entry. */
const put = <Form>(what: string, body: Schema<Form>) =>
  endpoint({
    tag: 'Catalogue',
    summary: `Puts ${what} in place of what stood under its name, or adds it`,
    notes: mending,
    auth: 'token',
    headers,
    query: dryRun,
    body,
    checksBody: true,
    answers: edited,
    problems,
  });
const patch = <Form>(what: string, body: Schema<Form>, unknown: 'APP_ABSENT' | 'GROUP_UNKNOWN' | 'HOST_UNKNOWN') =>
  endpoint({
    tag: 'Catalogue',
    summary: `Changes some settings of ${what}`,
    notes: `The body is a merge patch (RFC 7396): what it does not name stays, and null takes away. ${mending}`,
    auth: 'token',
    headers,
    query: dryRun,
    body: { ...body, required: [] } as Schema<Partial<Form>>,
    checksBody: true,
    answers: edited,
    problems: [...problems, unknown],
  });
const remove = (what: string, notes: string, unknown: 'APP_ABSENT' | 'GROUP_UNKNOWN' | 'HOST_UNKNOWN') =>
  endpoint({
    tag: 'Catalogue',
    summary: `Removes ${what} from the catalogue`,
    notes: `${notes} ${mending}`,
    auth: 'token',
    headers,
    query: dryRun,
    answers: edited,
    problems: [...problems, unknown],
  });

const read = <Form>(summary: string, schema: Schema<Form>, unknown: 'APP_ABSENT' | 'GROUP_UNKNOWN' | 'HOST_UNKNOWN') =>
  endpoint({
    tag: 'Catalogue',
    summary,
    auth: 'token',
    answers: { 200: { description: 'its settings', schema, headers: { ETag: 'Tag of this entry' } } },
    problems: [unknown],
  });

/** Groups, apps and hosts, and all of them as a file. */
export const fleetEndpoints = {
  getAppSettings: read(
    'An app with the settings it has of its own, and all that count for it',
    appSettingsSchema,
    'APP_ABSENT',
  ),
  putApp: put('an app with its group, host and own settings', appEntrySchema),
  patchApp: patch('an app', appEntrySchema, 'APP_ABSENT'),
  deleteApp: remove(
    'an app',
    'Refused while it is being changed, and while it is enabled and a release of rexflow is live on it. What lies on its host stays.',
    'APP_ABSENT',
  ),
  getGroup: read('A group with the settings it gives its apps', groupEntrySchema, 'GROUP_UNKNOWN'),
  putGroup: put('the settings of a group; its apps follow, but for what they have of their own,', groupSettingsSchema),
  patchGroup: patch(
    'a group; its apps follow, but for what they have of their own',
    groupSettingsSchema,
    'GROUP_UNKNOWN',
  ),
  deleteGroup: remove('a group', 'Refused while it has apps.', 'GROUP_UNKNOWN'),
  getHost: read('A host with the apps on it', hostEntrySchema, 'HOST_UNKNOWN'),
  putHost: put('a host', hostSettingsSchema),
  patchHost: patch('a host', hostSettingsSchema, 'HOST_UNKNOWN'),
  deleteHost: remove('a host', 'Refused while apps are on it, or hosts are reached through it.', 'HOST_UNKNOWN'),
  putOutage: endpoint({
    tag: 'Catalogue',
    summary: 'Takes a host out of service',
    notes:
      'Releases, plans, rollbacks, service actions and commands leave it out and say so (`skipped`), and so does what was accepted before, where its switching has not begun; doctor, check and drift go on looking at it. What runs on it is left as it is.',
    auth: 'token',
    headers,
    body: putOutageSchema,
    answers: edited,
    problems: [...problems, 'HOST_UNKNOWN'],
  }),
  deleteOutage: endpoint({
    tag: 'Catalogue',
    summary: 'Brings a host back into service',
    notes: 'It runs what it ran before: release its apps to bring them to what their groups run.',
    auth: 'token',
    headers,
    answers: edited,
    problems: [...problems, 'HOST_UNKNOWN'],
  }),
  exportFleet: endpoint({
    tag: 'Catalogue',
    summary: 'All groups, apps and hosts as a fleet file has them',
    notes: 'POST /v1/fleet takes it back unchanged.',
    auth: 'token',
    answers: {
      200: { description: 'the fleet', schema: fleetExportSchema, headers: { ETag: 'Tag of the catalogue' } },
    },
    problems: [],
  }),
  applyFleet: endpoint({
    tag: 'Catalogue',
    summary: 'Makes the catalogue say what a fleet file says',
    notes: `What no document names stays, unless \`prune\` is given. ${mending}`,
    auth: 'token',
    headers,
    body: applyFleetSchema,
    bodyLimit: 32 * 2 ** 20,
    checksBody: true,
    answers: edited,
    problems,
  }),
  listChanges: endpoint({
    tag: 'Catalogue',
    summary: 'What was changed in the catalogue, by whom, newest first',
    auth: 'token',
    query: {
      kind: word(entryKinds, 'only of this kind'),
      name: text('only of this name', { maxLength: 200 }),
      limit: whole('rows of a page, 50 unless said otherwise', 1, 200),
      cursor: text('`next` of the page before', { maxLength: 1000 }),
    },
    answers: { 200: { description: 'one page', schema: page(keptChangeSchema) } },
    problems: [],
  }),
};
