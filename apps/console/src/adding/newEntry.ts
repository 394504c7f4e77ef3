import { call } from '../api/client.js';
import { valueOf } from '../form/fieldText.js';
import type { Tree } from '../yamlText/tree.js';

/** A new app of a new group: its name may hold a range. */
export interface NewTarget {
  name: string;
  host: string;
  /** As it is typed; empty where the group gives it, or nothing needs it. */
  port: string;
}

/** Adds a group with its first apps, all or nothing, or only says what that would add. Throws Refused. */
export async function addGroup(name: string, settings: Tree, targets: readonly NewTarget[], dryRun: boolean) {
  const apps = Object.fromEntries(
    targets
      .filter((one) => one.name.trim() !== '')
      .map(({ name: app, host, port }) => {
        const given = valueOf('number', port);
        return [app.trim(), { host: host.trim(), ...(given !== undefined && { port: given }) }];
      }),
  );
  // A file lays itself over what is there: whether there is a group of that name is asked first.
  const absent = { 'If-Match': '"none"' };
  await call('putGroup', { path: { name }, query: { dryRun: 'true' }, headers: absent, body: settings as never });
  const documents = [{ version: 1 as const, groups: { [name]: { ...settings, apps } } }];
  // What is typed may fit no type: the gateway says what does not.
  return await call('applyFleet', { body: { documents, dryRun } as never });
}

/** Adds an app; one of that name is not replaced. Throws Refused. */
export async function addApp(name: string, entry: Tree, dryRun: boolean) {
  const query = { dryRun: dryRun ? 'true' : 'false' };
  return await call('putApp', { path: { key: name }, query, headers: { 'If-Match': '"none"' }, body: entry as never });
}
