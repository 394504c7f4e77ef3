import { stat } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { diskErrors, storeInstallation, unlessMissing } from '#bundle';
import { ownBuild, type ConfigSources } from '#config';
import { connectMysql, migrate, openSnapshot, type DatabaseSnapshot } from '#mysql';
import { backupRecords, installationRecords } from '#records';
import type { Secret } from '#shell';
import { entryNames, formatVersion, type BackupManifest, type BackupSummary } from '../archive/manifest.js';
import { writeBackup } from '../archive/writeBackup.js';
import { encrypted } from '../secrets/encrypt.js';
import type { StoreMode } from '../terminal/options.js';
import { addDatabase } from './addDatabase.js';
import { addStore } from './addStore.js';
import { collectConfig, type CollectedConfig } from './collectConfig.js';
import { backupName, keepNewest } from './keepNewest.js';
import { fileSink, stdoutSink, type BackupSink } from './sinks.js';

/** A backup that was made. */
export interface MadeBackup {
  file: string;
  bytes: number;
  manifest: BackupManifest;
  summary: Omit<BackupSummary, 'others'>;
  /** Of earlier backups, when only some are kept. */
  removed: string[];
}

interface Asked {
  file: string;
  store: StoreMode;
  passphrase: Secret | null;
  keep: number | null;
}

const isDirectory = async (path: string): Promise<boolean> =>
  (await diskErrors(`reading ${path}`, () => unlessMissing(() => stat(path))))?.isDirectory() ?? false;

/** Secrets as one entry: their paths, modes and bytes. */
const secretBytes = ({ files }: CollectedConfig): Buffer =>
  Buffer.from(
    JSON.stringify(
      files
        .filter(({ entry }) => entry === null)
        .map(({ path, mode, body }) => ({ path, mode, body: body.toString('base64') })),
    ),
  );

async function writeAll(
  sink: BackupSink,
  snapshot: DatabaseSnapshot,
  sources: ConfigSources,
  { store, passphrase }: Asked,
): Promise<Pick<MadeBackup, 'manifest' | 'summary'>> {
  const { config, path, variables } = sources;
  const { tables: names, mysql } = config.environments[config.environment]!;
  const db = connectMysql(mysql);
  const database = await installationRecords(db)
    .find()
    .finally(() => db.close());
  const collected = await collectConfig(sources, passphrase !== null);
  const manifest: BackupManifest = {
    format: 'rexflow-backup',
    version: formatVersion,
    rexflow: ownBuild,
    at: snapshot.at.toISOString(),
    environment: config.environment,
    installation: {
      database: database && { id: database.id, name: database.name },
      store: await storeInstallation(config.directories.store),
    },
    database: { server: snapshot.server, names, migrations: snapshot.migrations, tables: snapshot.tables },
    store,
    config: {
      ...{ path, variables, leftOut: collected.leftOut },
      files: collected.files.map(({ path: of, mode, entry }) => ({ path: of, mode, entry })),
    },
    encrypted: passphrase !== null,
  };
  const writer = writeBackup(sink, snapshot.at);
  await writer.add(entryNames.manifest, Buffer.from(JSON.stringify(manifest, null, 1)));
  for (const { entry, body } of collected.files) if (entry !== null) await writer.add(entry, body);
  if (passphrase) await writer.add(entryNames.secrets, encrypted(secretBytes(collected), passphrase));
  const rows = await addDatabase(writer, snapshot);
  const summary = { rows, store: await addStore(writer, config.directories.store, store) };
  await writer.end(summary);
  return { manifest, summary };
}

/**
 * Makes a backup of the installation: its file is there when it is whole, and it is of one moment, whatever runs meanwhile. Where `file`
 * is a directory its name tells the moment. Throws RESTORE_UNFINISHED, SCHEMA_NEWER, MYSQL_AWAY, DATABASE_REFUSED, BACKUP_BUSY, LOCAL_IO.
 */
export async function makeBackup(sources: ConfigSources, asked: Asked): Promise<MadeBackup> {
  const { config } = sources;
  const { mysql, tables } = config.environments[config.environment]!;
  const into = asked.file !== '-' && (await isDirectory(asked.file)) ? resolve(asked.file) : null;
  await migrate(mysql, tables);
  const snapshot = await openSnapshot(mysql, tables);
  const path = into ? join(into, backupName(config.environment, snapshot.at)) : resolve(asked.file);
  let sink: BackupSink | null = null;
  try {
    sink = asked.file === '-' ? stdoutSink() : await fileSink(path);
    const written = await writeAll(sink, snapshot, sources, asked);
    await sink.keep();
    const made = { file: asked.file === '-' ? '-' : path, bytes: sink.bytes(), ...written };
    const db = connectMysql(mysql);
    await backupRecords(db)
      .note({ at: snapshot.at, file: made.file }, { bytes: String(made.bytes), store: asked.store }, 'backup')
      .finally(() => db.close());
    const removed =
      into !== null && asked.keep !== null ? await keepNewest(into, config.environment, asked.keep, new Date()) : [];
    return { ...made, removed };
  } catch (thrown) {
    await sink?.drop();
    throw thrown;
  } finally {
    await snapshot.close();
  }
}
