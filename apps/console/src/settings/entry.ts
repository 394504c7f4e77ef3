import { call } from '../api/client.js';
import type { Resolved } from '../form/origin.js';
import type { FormSchema } from '../form/formSchema.js';
import type { Sample } from '../form/preview.js';
import type { Tree } from '../yamlText/tree.js';

/** A group or an app as its form has it. */
export interface SettingsEntry {
  kind: 'group' | 'app';
  name: string;
  /** What it says itself. */
  own: Tree;
  /** Of what was seen: a change of something else is refused. */
  tag: string;
  resolved: readonly Resolved[];
  /** Its apps. */
  apps: readonly string[];
  /** One of its apps, to show what placeholders become. */
  sample: Sample | null;
}

/** A change as it would be, or was made. */
export type Edited = Awaited<ReturnType<typeof putEntry>>;

const portOf = (resolved: readonly Resolved[]): Record<string, string> => {
  const port = resolved.find(({ key }) => key === 'port')?.value;
  return typeof port === 'number' ? { port: String(port) } : {};
};

async function sampleOf(app: string): Promise<Sample> {
  const { entry, resolved } = await call('getAppSettings', { path: { key: app } });
  return { app, host: entry.host, group: entry.group, ...portOf(resolved) };
}

/** Loads a group, with one of its apps to show what placeholders become. Throws Refused. */
export async function loadGroup(name: string): Promise<SettingsEntry> {
  const { settings, tag, resolved, apps } = await call('getGroup', { path: { name } });
  const sample = apps.length === 0 ? null : await sampleOf(apps[0]!).catch(() => null);
  return { ...{ kind: 'group' as const, name, tag, resolved, apps, sample }, own: settings as Tree };
}

/** Loads an app. Throws Refused. */
export async function loadApp(name: string): Promise<SettingsEntry> {
  const { entry, tag, resolved } = await call('getAppSettings', { path: { key: name } });
  return { ...{ kind: 'app' as const, name, tag, resolved, apps: [name], sample: null }, own: entry as Tree };
}

export const loadEntry = (kind: SettingsEntry['kind'], name: string): Promise<SettingsEntry> =>
  kind === 'group' ? loadGroup(name) : loadApp(name);

/** Puts the settings of an entry in the place of the ones that were seen, or only says what that would change. Throws Refused. */
export async function putEntry(
  { kind, name }: Pick<SettingsEntry, 'kind' | 'name'>,
  own: Tree,
  { tag, dryRun }: { tag: string; dryRun: boolean },
) {
  const query = { dryRun: dryRun ? 'true' : 'false' };
  const headers = { 'If-Match': `"${tag}"` };
  // What is typed may fit no type: the gateway says what does not.
  return kind === 'group'
    ? await call('putGroup', { path: { name }, query, headers, body: own as never })
    : await call('putApp', { path: { key: name }, query, headers, body: own as never });
}

/** Removes an entry, or only says whether that may be. Throws Refused. */
export async function removeEntry({ kind, name }: Pick<SettingsEntry, 'kind' | 'name'>, dryRun: boolean) {
  const query = { dryRun: dryRun ? 'true' : 'false' };
  return kind === 'group'
    ? await call('deleteGroup', { path: { name }, query })
    : await call('deleteApp', { path: { key: name }, query });
}

/** The form of a fleet file, of which every form is made. Throws Refused. */
export const loadFormSchema = async (): Promise<FormSchema> => (await call('getFleetSchema')) as FormSchema;
