import { readdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { diskErrors, unlessMissing } from '#bundle';

/** Nobody writes one backup for so long. */
const abandonedMs = 24 * 60 * 60 * 1000;

/** The name of the backup of an environment of a moment: by the alphabet they stand in the order they were made. */
export const backupName = (environment: string, at: Date): string =>
  `rexflow-${encodeURIComponent(environment)}-${at.toISOString().slice(0, 19).replaceAll(/[-:]/g, '').replace('T', '-')}Z.tar`;

/** Removes the backups of an environment in a directory but for the newest, and parts of those that were killed; gives their names. */
export async function keepNewest(dir: string, environment: string, kept: number, now: Date): Promise<string[]> {
  const begin = `rexflow-${encodeURIComponent(environment)}-`;
  return await diskErrors(`removing backups in ${dir}`, async () => {
    const own = (await readdir(dir)).filter((name) => name.startsWith(begin));
    const whole = own.filter((name) => /^\d{8}-\d{6}Z\.tar$/.test(name.slice(begin.length))).sort();
    const removed = whole.slice(0, -kept);
    for (const name of own.filter((one) => one.endsWith('Z.tar.part'))) {
      const found = await unlessMissing(() => stat(join(dir, name)));
      if (found && now.getTime() - found.mtimeMs > abandonedMs) removed.push(name);
    }
    for (const name of removed) await rm(join(dir, name), { force: true });
    return removed;
  });
}
