import { driftPolicies, failurePolicies, formats, nameEncodings } from '#contract/lists';
import { flag, list, object, text, whole, word, type Of, type Schema } from '#contract/schema';
import { descriptionOf, type SettingId } from './descriptions.js';
import { healthSection } from './health.js';
import { hooksSection } from './hooks.js';
import { serviceSection } from './service.js';
import { ownerSection } from './owner.js';
import { sourceSection } from './source.js';
import { pathOnHost, line, nullables, pathBelow, settingsSection, variables } from './words.js';

/** Words of a setting whose first one counts where nothing is said. */
const layouts = ['separate', 'nested'] as const;
const backups = ['backup_dir', 'beside'] as const;
const places = ['baseapp_dir', 'beside'] as const;

/** A number of hosts or a share of them. */
const hosts = (says: SettingId, { pattern }: { pattern: string }): Schema<number | string> =>
  ({ type: ['integer', 'string'], description: descriptionOf(says), minimum: 0, maximum: 9999, pattern }) as Schema<
    number | string
  >;

const paths = settingsSection('setting.paths', {
  program: pathOnHost('setting.paths.program'),
  config: pathOnHost('setting.paths.config'),
  shared: pathOnHost('setting.paths.shared'),
  layout: word(layouts, descriptionOf('setting.paths.layout')),
  backup: word(backups, descriptionOf('setting.paths.backup')),
  place: word(places, descriptionOf('setting.paths.place')),
});

const patterns = (says: SettingId) => ({
  ...list(line('setting.package.pattern', { minLength: 1, maxLength: 256 }), descriptionOf(says)),
  maxItems: 100,
});

const packageRules = settingsSection('setting.package', {
  top: {
    ...list(
      line('setting.package.top.name', { pattern: '^[^\\u0000-\\u001f\\u007f/,]+$' }),
      descriptionOf('setting.package.top'),
    ),
    maxItems: 1000,
  },
  into: pathBelow('setting.package.into'),
  strip: whole(descriptionOf('setting.package.strip'), 0, 1),
  include: patterns('setting.package.include'),
  exclude: patterns('setting.package.exclude'),
  setuid: patterns('setting.package.setuid'),
  names: word(nameEncodings, descriptionOf('setting.package.names')),
  configFiles: {
    ...list(pathBelow('setting.package.configFiles.file'), descriptionOf('setting.package.configFiles')),
    maxItems: 1000,
  },
});

const logs = settingsSection('setting.logs', {
  directory: pathOnHost('setting.logs.directory'),
  file: line('setting.logs.file'),
});

/** The settings a group gives to its apps, and an app may have of its own. */
const shared = {
  title: line('setting.title', { maxLength: 128 }),
  note: line('setting.note', { maxLength: 128 }),
  kind: line('setting.kind', { minLength: 1, maxLength: 164 }),
  enabled: flag(descriptionOf('setting.enabled')),
  port: whole(descriptionOf('setting.port'), 1, 65_535),
  logs,
  paths,
  package: packageRules,
  service: serviceSection,
  health: healthSection,
  hooks: hooksSection,
  owner: ownerSection,
  shared: {
    ...list(
      line('setting.shared.path', {
        pattern: '^(?!/)(?!(.*/)?\\.\\.?(/|$))(?!\\.rexflow)[^\\u0000-\\u001f\\u007f,]+$',
      }),
      descriptionOf('setting.shared'),
    ),
    maxItems: 100,
  },
  variables: variables('setting.variables', 'setting.variables.value', 100),
  onDrift: word(driftPolicies, descriptionOf('setting.onDrift')),
} as const;

const rollout = settingsSection('setting.rollout', {
  onFailure: word(failurePolicies, descriptionOf('setting.rollout.onFailure')),
  maxFailures: hosts('setting.rollout.maxFailures', formats.hostCount),
  batch: hosts('setting.rollout.batch', formats.batchSize),
  confirm: text(descriptionOf('setting.rollout.confirm'), {
    pattern: '^((3600|3[0-5][0-9]{2}|[12][0-9]{3}|[0-9]{1,3})s|(60|[1-5]?[0-9])m|1h)$',
  }),
});

const ofApp = nullables(shared);
const ofGroup = { ...ofApp, ...nullables({ rollout, source: sourceSection }) };

export const groupMembers = ofGroup;
export const appMembers = ofApp;
export const groupSettingsSchema = object({}, groupMembers);

/** The settings of a group, or those a file gives to all groups; placeholders stand in them. */
export type GroupSettings = Of<typeof groupSettingsSchema>;
/** The settings of an app, or what of it differs from its group. */
export type AppSettings = Omit<GroupSettings, 'rollout' | 'source'>;
