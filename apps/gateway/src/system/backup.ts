import { statement, type Finding } from '#contract';
import type { GatewayDeps } from '../state/dependencies.js';
import { apart, notKnown, warning, well } from './finding.js';

/** Tells how old the last backup is. An installation that never made one has no trouble by that: it may be backed up by other means. */
export async function examineBackup({
  config,
  backups,
  now,
}: Pick<GatewayDeps, 'config' | 'backups' | 'now'>): Promise<Finding[]> {
  const name = 'backup';
  const { warnAfter } = config.backup;
  try {
    const last = await backups.last();
    if (last === null) return [well(name, statement('backup.never'))];
    const age = Math.max(0, now().getTime() - last.at.getTime());
    const figures = { time: apart(age), file: last.file };
    const isOld = warnAfter > 0 && age > warnAfter * 1000;
    return [isOld ? warning(name, statement('backup.old', figures)) : well(name, statement('backup.last', figures))];
  } catch (thrown) {
    return [notKnown(name, thrown, 'unknown.mysql')];
  }
}
