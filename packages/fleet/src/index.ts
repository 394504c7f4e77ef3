export { checkForm, entryForms } from './check/checkForm.js';
export { checkHosts } from './check/checkHosts.js';
export { ownSettings, resolveApp } from './expand/appSettings.js';
export { documentOf } from './expand/documentOf.js';
export { escapeBraces } from './expand/placeholders.js';
export { expandFleet } from './expand/expandFleet.js';
export { canonical, layOver, withBuiltIn } from './expand/layers.js';
export { withItsGroups, type Fleet, type FleetApp } from './model/fleet.js';
export { parseFleet, type ParsedFleet, type FilePosition } from './parse/parseFleet.js';
export { spellPath, type FleetPath, type ReportFault } from './model/problem.js';
export { appEntrySchema, fleetJsonSchema, fleetSchema, type AppEntry, type FleetDocument } from './settings/file.js';
export { hostSettingsSchema, isAddress, type FleetHost } from './settings/hosts.js';
export { groupSettingsSchema, type AppSettings, type GroupSettings } from './settings/settings.js';
export {
  changeKinds,
  compareEntries,
  compareFleets,
  entriesOf,
  entryKinds,
  type FleetEntry,
  type EntryKind,
  type FleetChange,
} from './compare/compareFleets.js';
export { readPackageHooks, type HookSettings, type PackageHookProblem } from './check/packageHooks.js';
export { checkApp } from './check/checkApp.js';
export { membersOfService } from './settings/service.js';
export { isFleetName, nameProblem, secondsIn } from './settings/words.js';
export { mergeFleet } from './compare/mergeFleet.js';
export { expandAll } from './expand/expandAll.js';
export {
  groupSettingOrigins,
  resolvedOfGroup,
  resolvedSettings,
  settingOrigins,
  type ResolvedGroupSetting,
  type ResolvedSetting,
} from './expand/origins.js';
export { mergePatch } from './compare/mergePatch.js';
export { writeFleet } from './parse/writeFleet.js';
export { checkSource } from './check/checkSource.js';
export type { SourceSettings } from './settings/source.js';
export { forOriginal, type AppForOriginal } from './original/forOriginal.js';
export { sourceFor, type SourceWords } from './source/sourceFor.js';
