import type { DumpTable, OriginalTables } from '#mysql';
import type { Installation } from '#release';
import type { StoreMode } from '../terminal/options.js';

/** The version of the format: one that is not known is refused. */
export const formatVersion = 1;

/** A file of the configuration as it lay there. */
export interface ConfigFile {
  path: string;
  mode: number;
  /** Its entry; null where it lies among the secrets. */
  entry: string | null;
}

/** The first entry of a backup: what it is, and of what. */
export interface BackupManifest {
  format: 'rexflow-backup';
  version: number;
  rexflow: { version: string; commit: string | null };
  /** The moment its database is of, by the clock of MySQL. */
  at: string;
  environment: string;
  installation: { database: Installation | null; store: Installation | null };
  database: { server: string; names: OriginalTables; migrations: string[]; tables: DumpTable[] };
  store: StoreMode;
  config: {
    /** Of config.yml. */
    path: string;
    files: ConfigFile[];
    /** Paths of what holds secrets and was left out. */
    leftOut: string[];
    variables: string[];
  };
  encrypted: boolean;
}

/** The last entry but one: what was known only when all was written. */
export interface BackupSummary {
  /** By table. */
  rows: Record<string, number>;
  store: { bundles: number; packages: number; bytes: number };
  /** What is no file, as its kind, its name and what it leads to: their sums are none of SHA256SUMS. */
  others: [kind: 'directory' | 'link', name: string, target: string][];
}

/** Names of entries. */
export const entryNames = {
  manifest: 'manifest.json',
  secrets: 'secrets.json.enc',
  summary: 'summary.json',
  sums: 'SHA256SUMS',
} as const;

/** A line of SHA256SUMS, as `sha256sum -c` reads it. */
export function sumLine(name: string, sum: string): string {
  const spelled = name.replaceAll('\\', '\\\\').replaceAll('\n', '\\n');
  return `${spelled === name ? '' : '\\'}${sum}  ${spelled}\n`;
}
