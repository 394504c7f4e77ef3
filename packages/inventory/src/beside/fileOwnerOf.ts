import type { AppSettings } from '#fleet';
import type { App } from '#release';

/** Whose the files of an app are by what is said beside its row; nothing where nothing is. A user has a group of its name unless one is named. */
export function fileOwnerOf({ owner }: Pick<AppSettings, 'owner'>): Pick<App, 'owner'> {
  const { user, group, umask } = owner ?? {};
  if (!user) return {};
  return { owner: { user, group: group ?? user, ...(umask && { umask }) } };
}
