import { driftPolicies, failurePolicies, formats } from '#contract/lists';
import { flag, list, map, object, tag, text, variant, whole, word, type Of, type Schema } from '#contract/schema';
import { serviceSection } from './service.js';
import { pathOnHost, line, lines, nullables, pathBelow, settingsSection } from './words.js';

/** Words of a setting whose first one counts where nothing is said. */
const layouts = ['separate', 'nested'] as const;
const backups = ['backup_dir', 'beside'] as const;
const places = ['baseapp_dir', 'beside'] as const;

/** A number of hosts or a share of them. */
const hosts = (description: string, { pattern }: { pattern: string }): Schema<number | string> =>
  ({ type: ['integer', 'string'], description, minimum: 0, maximum: 9999, pattern }) as Schema<number | string>;

const paths = settingsSection('Where the app lies on its host.', {
  program: pathOnHost('The link the application runs from'),
  config: pathOnHost('The link to its configuration'),
  layout: word(layouts, 'separate: the configuration lies beside the program; nested: inside it'),
  backup: word(backups, 'nested: where a replaced program goes, to release.backup_dir or beside the program'),
  place: word(places, 'nested: where a new program is put, in release.baseapp_dir or beside the program'),
});

const health = variant(
  'type',
  object(
    {
      type: tag('http'),
      url: line('The address that is asked from the worker: http:// or https://', { minLength: 1, maxLength: 2000 }),
    },
    {
      headers: map(line('Its value', { pattern: '^[^\\u0000-\\u001f\\u007f;]*$' }), 'Headers by name.'),
      body: lines('Sent with POST; without it GET is asked.'),
      expect: object(
        {},
        {
          status: { ...list(whole('A status', 100, 599)), minItems: 1, maxItems: 1 },
          body: line('A regular expression that the body holds', { minLength: 1 }),
        },
      ),
    },
  ),
);

const packageRules = settingsSection('What a package of it holds.', {
  top: {
    ...list(line('A name', { pattern: '^[^\\u0000-\\u001f\\u007f/,]+$' }), 'The names it may have at its top.'),
    maxItems: 1000,
  },
  into: pathBelow('Where in the program it is merged'),
  configFiles: {
    ...list(
      pathBelow('A file'),
      'The files of the configuration directory that are configuration; all where none is named.',
    ),
    maxItems: 1000,
  },
});

const hooks = settingsSection('Commands on the way of a release.', {
  assemble: settingsSection('On the worker, in the directory that is put together.', {
    program: lines('After the program was put together.'),
    config: lines('After the configuration was put together.'),
  }),
});

const logs = settingsSection('Where the application writes its logs.', {
  directory: pathOnHost('Their directory'),
  file: line('The name of the file; between two # stands a date as strftime writes it'),
});

/** The settings a group gives to its apps, and an app may have of its own. */
const shared = {
  title: line('What people call it.', { maxLength: 128 }),
  note: line('What one should know of it.', { maxLength: 128 }),
  kind: line('What kind of program it is, such as tomcat or node; shown only.', { minLength: 1, maxLength: 164 }),
  enabled: flag('It is released; false keeps it from that.'),
  port: whole('The port it listens on.', 1, 65_535),
  logs,
  paths,
  package: packageRules,
  service: serviceSection,
  health: { ...list(health, 'How one sees that it is well after it was started.'), maxItems: 1 } as Schema<
    Of<typeof health>[]
  >,
  hooks,
  onDrift: word(
    driftPolicies,
    'Files that somebody changed by hand on a host: a release is refused, overwrites them, or keeps them where it does not touch them itself',
  ),
} as const;

const rollout = settingsSection('In which order its hosts are switched, and what happens when one fails.', {
  onFailure: word(failurePolicies, 'What becomes of the other hosts'),
  maxFailures: hosts('Hosts that may fail before that', formats.hostCount),
  batch: hosts('Hosts switched at a time: a number or a share such as 25%', formats.batchSize),
  confirm: text(
    'How long a host waits for its confirmation before it goes back by itself, as 90s, 5m or 1h at most; 0s never',
    {
      pattern: '^((3600|3[0-5][0-9]{2}|[12][0-9]{3}|[0-9]{1,3})s|(60|[1-5]?[0-9])m|1h)$',
    },
  ),
});

const ofApp = nullables(shared);
const ofGroup = { ...ofApp, ...nullables({ rollout }) };

export const groupMembers = ofGroup;
export const appMembers = ofApp;
export const groupSettingsSchema = object({}, groupMembers);

/** The settings of a group, or those a file gives to all groups; placeholders stand in them. */
export type GroupSettings = Of<typeof groupSettingsSchema>;
/** The settings of an app, or what of it differs from its group. */
export type AppSettings = Omit<GroupSettings, 'rollout'>;
