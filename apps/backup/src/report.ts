import { statement, type Statement } from '#contract';
import type { BackupManifest, BackupSummary } from './archive/manifest.js';

const units = ['B', 'KiB', 'MiB', 'GiB', 'TiB'] as const;

/** A size as people read it. */
function readable(bytes: number): string {
  const unit = Math.min(units.length - 1, Math.floor(Math.log2(Math.max(bytes, 1)) / 10));
  return `${(bytes / 2 ** (10 * unit)).toFixed(unit === 0 ? 0 : 1)} ${units[unit]}`;
}

/** What a backup holds, and what it does not, in a few lines. */
export function contentsOf(
  file: string,
  bytes: number,
  { at, store: mode, config }: BackupManifest,
  { rows, store }: Omit<BackupSummary, 'others'>,
): Statement[] {
  const inside = config.files.filter(({ entry }) => entry === null).map(({ path }) => path);
  const plain = config.files.filter(({ entry }) => entry !== null).map(({ path }) => path);
  const all = Object.values(rows).reduce((sum, one) => sum + one, 0);
  const { bundles, packages } = store;
  return [
    statement('backup.made', { file, size: readable(bytes), at }),
    statement('backup.holdsDatabase', { tables: Object.keys(rows).length, rows: all }),
    statement('backup.holdsStore', { mode, bundles, packages, size: readable(store.bytes) }),
    ...(plain.length > 0 ? [statement('backup.holdsConfig', { files: plain })] : []),
    ...(inside.length > 0 ? [statement('backup.holdsSecrets', { files: inside })] : []),
    ...(config.leftOut.length > 0 ? [statement('backup.leftOut', { files: config.leftOut })] : []),
    ...(config.variables.length > 0 ? [statement('backup.variables', { names: config.variables })] : []),
  ];
}
