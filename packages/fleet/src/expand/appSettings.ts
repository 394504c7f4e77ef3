import type { Statement } from '#contract';
import type { AppSettings, GroupSettings } from '../settings/settings.js';
import { canonical, settingsDifference, layOver } from './layers.js';
import { escapeBraces, fillPlaceholders, type PlaceholderValues } from './placeholders.js';

type Report = (path: readonly string[], problem: Statement) => void;
const silent: Report = () => undefined;

/** Names an app: what its placeholders are filled with beside its port. */
export interface AppNames {
  app: string;
  host: string;
  group: string;
  environment: string;
}

function filled(settings: AppSettings, names: AppNames, report: Report): AppSettings {
  const values: PlaceholderValues =
    typeof settings.port === 'number' ? { ...names, port: String(settings.port) } : { ...names };
  return canonical(fillPlaceholders(settings, values, report));
}

const ofApps = ({ rollout: _, source: __, ...settings }: GroupSettings): AppSettings => settings;

/** All that counts for an app: its own settings over those of its group. */
export const resolveApp = (group: GroupSettings, own: AppSettings, names: AppNames, report = silent): AppSettings =>
  filled(layOver(ofApps(group), own), names, report);

/** What an app has of its own, as it is written: what of its settings its group would give it otherwise, or not at all. */
export function ownSettings(group: GroupSettings, settings: AppSettings, names: AppNames): AppSettings {
  // A port of its own stands in the texts of the group, too.
  const given = filled({ ...ofApps(group), port: settings.port ?? null }, names, silent);
  const plain = settingsDifference(given, settings);
  const port =
    (canonical(ofApps(group)).port ?? null) === (settings.port ?? null) ? {} : { port: settings.port ?? null };
  // What is there by now holds no placeholders any more.
  return { ...escapeBraces(plain), ...port };
}
