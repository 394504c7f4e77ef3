import { call } from '../api/client.js';
import type { Tree } from '../yaml/tree.js';

/** A new app of a new group: its name may hold a range. */
export interface NewTarget {
  name: string;
  host: string;
}

/** Adds a group with its first apps, all or nothing, or only says what that would add. Throws Refused. */
export async function addGroup(name: string, settings: Tree, targets: readonly NewTarget[], dryRun: boolean) {
  const apps = Object.fromEntries(
    targets.filter((one) => one.name.trim() !== '').map((one) => [one.name.trim(), { host: one.host.trim() }]),
  );
  const documents = [{ version: 1 as const, groups: { [name]: { ...settings, apps } } }];
  // What is typed may fit no type: the gateway says what does not.
  return await call('applyFleet', { body: { documents, dryRun } as never });
}

/** Adds an app; one of that name is not replaced. Throws Refused. */
export async function addApp(name: string, entry: Tree, dryRun: boolean) {
  const query = { dryRun: dryRun ? 'true' : 'false' };
  return await call('putApp', { path: { key: name }, query, headers: { 'If-Match': '"none"' }, body: entry as never });
}

/** Whether there is a group of this name. Throws Refused. */
export async function hasGroup(name: string): Promise<boolean> {
  try {
    await call('getGroup', { path: { name } });
    return true;
  } catch (thrown) {
    if ((thrown as { code?: unknown }).code === 'GROUP_UNKNOWN') return false;
    throw thrown;
  }
}
