import { call } from '../api/client.js';

/** The source of a group as its settings have it, as far as a form shows it. */
export interface GroupSource {
  group: string;
  type: string;
  /** The address or repository; empty where the type has none. */
  place: string;
  /** Where it has one: the ref that counts where none is given. */
  ref: string;
}

async function groupOf(name: string): Promise<Awaited<ReturnType<typeof readGroup>>> {
  return await readGroup(name).catch(async () => {
    // It is the name of an app.
    const { entry } = await call('getAppSettings', { path: { key: name } });
    return await readGroup(entry.group);
  });
}

const readGroup = (name: string) => call('getGroup', { path: { name } });

/** The source of the group of the first name; null without a name. Throws Refused. */
export async function groupSource(names: readonly string[]): Promise<GroupSource | null> {
  const [first] = names;
  if (first === undefined) return null;
  const { name: group, settings } = await groupOf(first);
  const { type, url, repository, name, ref } = settings.source ?? {};
  return { group, type: type ?? '', place: url ?? repository ?? name ?? '', ref: ref ?? '' };
}
