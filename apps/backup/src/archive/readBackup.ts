import { createHash } from 'node:crypto';
import { isSystemError, readTar, type ArchiveEntry, type Body } from '#bundle';
import { CodedError } from '#contract';
import { entryNames, formatVersion, sumLine, type BackupManifest, type BackupSummary } from './manifest.js';

/** One entry of a backup after its manifest. What is not read of its body is passed over. */
export type OnBackupEntry = (entry: ArchiveEntry, body: Body, manifest: BackupManifest) => Promise<void>;

/** What a backup turned out to be. */
export interface WholeBackup {
  manifest: BackupManifest;
  summary: BackupSummary;
  /** Its sums as they stand in it; a second reading finds the same ones. */
  sums: string;
  entries: number;
}

const mostInMemory = 256 * 1024 * 1024;
const expectedNames =
  /^(config\/[^/]+|secrets\.json\.enc|database\/[^/]+\/\d{6}\.jsonl\.gz|store(\/.+)?|summary\.json|SHA256SUMS)$/s;

/** All bytes of a body that is to be small. */
export async function collected(body: Body, most = mostInMemory): Promise<Buffer> {
  const pieces: Buffer[] = [];
  let bytes = 0;
  for await (const piece of body) {
    bytes += piece.length;
    if (bytes > most) throw new Error(`an entry has more than ${most} bytes`);
    pieces.push(piece);
  }
  return Buffer.concat(pieces);
}

function manifestIn(text: string): BackupManifest {
  const found = JSON.parse(text) as BackupManifest;
  if (found.format !== 'rexflow-backup') throw new Error('it does not begin with the manifest of a backup');
  return found;
}

/** Whether the places of what is no file are those that were written. */
const sameOthers = (found: BackupSummary['others'], wanted: BackupSummary['others']): boolean =>
  JSON.stringify(found) === JSON.stringify(wanted);

/**
 * Reads a backup from its first entry to its last, and makes sure that it is whole: every entry is as it was written, none is lacking,
 * none was added. Throws what `onEntry` throws, BACKUP_DAMAGED, BACKUP_NEWER, LOCAL_IO.
 */
export async function readBackup(file: string, onEntry: OnBackupEntry): Promise<WholeBackup> {
  let manifest: BackupManifest | null = null;
  let summary: BackupSummary | null = null;
  let sums: string | null = null;
  let entries = 0;
  const found: string[] = [];
  const others: BackupSummary['others'] = [];

  async function onFile(entry: ArchiveEntry, body: Body): Promise<void> {
    const sum = createHash('sha256');
    async function* summed(): AsyncGenerator<Buffer> {
      for await (const piece of body) {
        sum.update(piece);
        yield piece;
      }
    }
    const passing = summed();
    if (manifest === null) {
      if (entry.name !== entryNames.manifest) throw new Error('it does not begin with the manifest of a backup');
      manifest = manifestIn((await collected(passing)).toString());
      if (manifest.version > formatVersion)
        throw new CodedError('BACKUP_NEWER', {
          file,
          version: manifest.rexflow.version,
          what: `format ${manifest.version}`,
        });
    } else if (entry.name === entryNames.summary)
      summary = JSON.parse((await collected(passing)).toString()) as BackupSummary;
    else if (entry.name === entryNames.sums) {
      sums = (await collected(passing)).toString();
      return;
    } else await onEntry(entry, passing, manifest);
    for await (const rest of passing) void rest;
    found.push(sumLine(entry.name, sum.digest('hex')));
  }

  async function onAny(given: ArchiveEntry, body: Body): Promise<void> {
    entries += 1;
    if (sums !== null) throw new Error(`"${given.name}" stands behind its end`);
    const entry = { ...given, name: given.name.replace(/\/$/, '') };
    if (manifest !== null && !expectedNames.test(entry.name))
      throw new Error(`"${given.name}" is no entry of a backup`);
    if (entry.type === 'file') return await onFile(entry, body);
    if (manifest === null || (entry.type !== 'directory' && entry.type !== 'link') || !entry.name.startsWith('store/'))
      throw new Error(`"${given.name}" is of a kind that no backup holds`);
    others.push([entry.type, entry.name, entry.target]);
    await onEntry(entry, body, manifest);
  }

  try {
    await readTar(null)(file, { maxBytes: Infinity, maxEntries: 0, environment: {} }, (entry, _index, body) =>
      onAny(entry, body),
    );
    const [about, contents] = [manifest as BackupManifest | null, summary as BackupSummary | null];
    if (about === null || contents === null || sums === null) throw new Error('its end is missing');
    if (sums !== found.join('')) throw new Error('an entry is not what was written: its sum differs');
    if (!sameOthers(others, contents.others)) throw new Error('a directory or link is not what was written');
    return { manifest: about, summary: contents, sums, entries };
  } catch (thrown) {
    if (thrown instanceof CodedError) throw thrown;
    if (isSystemError(thrown))
      throw new CodedError('LOCAL_IO', { what: `reading ${file}`, reason: thrown.message }, { cause: thrown });
    throw new CodedError('BACKUP_DAMAGED', { file, reason: (thrown as Error).message }, { cause: thrown });
  }
}
