import { chmod, mkdir, rename, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { diskErrors, replaceStoreInstallation, sync } from '#bundle';
import type { Config } from '#config';
import { CodedError } from '#contract';
import { connectMysql, openLoad, unknownMigrations, type DatabaseLoad } from '#mysql';
import { backupRecords, installationRecords, interruptAll } from '#records';
import type { Installation } from '#release';
import { temporaryName, type Secret } from '#shell';
import { entryNames, type BackupManifest } from '../archive/manifest.js';
import { collected, readBackup, type WholeBackup } from '../archive/readBackup.js';
import { decrypted } from '../secrets/encrypt.js';
import { rowLoader } from './loadRows.js';
import { ownerOf } from './owner.js';
import { planConfig, type ConfigWish, type KeptFile, type PlannedConfig, type PlannedFile } from './planConfig.js';
import { requireFree } from './requireFree.js';
import { storeWriter } from './writeStore.js';

type Decode = Parameters<typeof interruptAll>[1]['decode'];

/** What is restored, and how. */
export interface RestoreAsked {
  file: string;
  config: ConfigWish;
  passphrase: () => Promise<Secret | null>;
  decode: Decode;
}

/** A restore that has ended. */
export interface Restored {
  manifest: BackupManifest;
  installation: Installation | null;
  /** Paths that were written of the configuration, and those that are to be put there by hand. */
  written: string[];
  lacking: string[];
  configPath: string;
  /** Requests that were under way and are settled as failed. */
  interrupted: string[];
}

/** A backup that was read from its first byte to its last, with the files of its configuration. */
interface Checked {
  whole: WholeBackup;
  kept: KeptFile[];
}

interface SecretFile {
  path: string;
  mode: number;
  body: string;
}

/** Reads all of it before anything is written. Throws BACKUP_DAMAGED, BACKUP_NEWER, BACKUP_LOCKED, PASSPHRASE_WRONG, LOCAL_IO. */
async function checked({ file, passphrase }: RestoreAsked): Promise<Checked> {
  const plain = new Map<string, Buffer>();
  let secrets: Buffer | null = null;
  const whole = await readBackup(file, async ({ name }, body) => {
    if (name.startsWith('config/')) plain.set(name, await collected(body));
    if (name === entryNames.secrets) secrets = await collected(body);
  });
  const { manifest } = whole;
  const unknown = unknownMigrations(manifest.database.migrations, manifest.database.names);
  if (unknown.length > 0)
    throw new CodedError('BACKUP_NEWER', { file, version: manifest.rexflow.version, what: unknown.join(', ') });
  const kept: KeptFile[] = manifest.config.files.flatMap(({ path, mode, entry }) => {
    const body = entry === null ? undefined : plain.get(entry);
    return body ? [{ path, mode, body }] : [];
  });
  if (secrets !== null) {
    const given = await passphrase();
    if (given === null) throw new CodedError('BACKUP_LOCKED', { file });
    const opened = JSON.parse(decrypted(secrets, given, file).toString()) as SecretFile[];
    kept.push(...opened.map(({ path, mode, body }) => ({ path, mode, body: Buffer.from(body, 'base64') })));
  }
  return { whole, kept };
}

async function writeConfig(files: readonly PlannedFile[]): Promise<void> {
  for (const { path, mode, body } of files) {
    const owner = await ownerOf(dirname(path));
    await diskErrors(`writing ${path}`, async () => {
      await mkdir(dirname(path), { recursive: true });
      const part = temporaryName(path);
      await writeFile(part, body, { mode: 0o600, flag: 'wx', flush: true });
      await chmod(part, mode);
      await owner.own(part);
      await rename(part, path);
      await sync(dirname(path));
    });
  }
}

/** Fills database and store; whatever is killed here is begun anew. */
async function fill(
  { file, decode }: RestoreAsked,
  { manifest, summary, sums }: WholeBackup,
  config: Config,
  load: DatabaseLoad,
): Promise<Pick<Restored, 'interrupted' | 'installation'>> {
  const { mysql, tables } = config.environments[config.environment]!;
  const { store } = config.directories;
  await load.prepare(manifest.database.tables);
  const rows = rowLoader(load, manifest.database.tables);
  const write = await storeWriter(store);
  const again = await readBackup(file, async (entry, body) => {
    if (entry.name.startsWith('database/')) await rows.take(entry, body);
    if (entry.name.startsWith('store/')) await write(entry, body);
  });
  if (again.sums !== sums || JSON.stringify(rows.rows) !== JSON.stringify(summary.rows))
    throw new CodedError('BACKUP_DAMAGED', { file, reason: 'it has changed while it was restored' });
  await load.migrate();
  const db = connectMysql(mysql);
  try {
    const at = new Date(manifest.at);
    const interrupted = await interruptAll(db, { ...tables, webhooks: config.notifications, decode }, at);
    const installation = manifest.installation.store ?? manifest.installation.database;
    if (installation) {
      await replaceStoreInstallation(store, installation);
      await (await ownerOf(store)).own(`${store}/.installation`);
      await installationRecords(db).confirm(installation.id);
    }
    await backupRecords(db).note({ at, file }, { at: manifest.at }, 'restore');
    return { interrupted, installation };
  } finally {
    await db.close();
  }
}

/** What a restore throws once it has written something: the cause, and that it has to be done again. */
export class UnfinishedRestore extends Error {}

/**
 * Restores an installation from a backup: reads all of it, makes sure that nothing lives here, and only then writes. Once it writes,
 * gateway and workers refuse to start until it has ended: what it throws then is the cause of an UnfinishedRestore.
 */
export async function restoreBackup(asked: RestoreAsked): Promise<Restored> {
  const { whole, kept } = await checked(asked);
  const planned: PlannedConfig = planConfig(asked.config, whole.manifest, kept);
  const { config, path } = planned.sources;
  const { mysql, tables } = config.environments[config.environment]!;
  const load = await openLoad(mysql, tables);
  try {
    await requireFree(config, load, asked.file, asked.config.replace);
    await load.begin(asked.file);
    try {
      await writeConfig(planned.files);
      const filled = await fill(asked, whole, config, load);
      await load.end();
      return {
        ...{ manifest: whole.manifest, ...filled, configPath: path },
        ...{ written: planned.files.map((file) => file.path), lacking: planned.lacking },
      };
    } catch (thrown) {
      throw new UnfinishedRestore('', { cause: thrown });
    }
  } finally {
    await load.close();
  }
}
