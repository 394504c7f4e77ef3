import { asText, failedError, refusedError, type ErrorEntry } from './entry.js';

/** What keeps a backup from being made or restored. */
export const backupErrors = {
  BACKUP_BUSY: refusedError(
    409,
    (d) =>
      `${asText(d.part)} is there: another backup writes it, or one was killed. If none is running: rm ${asText(d.part)}, and again`,
  ),
  BACKUP_DAMAGED: refusedError(
    422,
    (d) =>
      `${asText(d.file)} is not a whole backup (${asText(d.reason)}); nothing was written. Take another one: rexflow backup --check FILE tells whether it is whole`,
  ),
  BACKUP_NEWER: refusedError(
    409,
    (d) =>
      `${asText(d.file)} was made by rexflow ${asText(d.version)}, which is newer than this one (${asText(d.what)}); nothing was written. Install rexflow ${asText(d.version)} here and restore with it`,
  ),
  BACKUP_LOCKED: refusedError(
    422,
    (d) =>
      `${asText(d.file)} holds secrets that a passphrase encrypts; nothing was written. Give it: --passphrase-file F, or REXFLOW_BACKUP_PASSPHRASE`,
  ),
  PASSPHRASE_WRONG: refusedError(
    422,
    (d) =>
      `the passphrase does not open the secrets of ${asText(d.file)}; nothing was written. Give the one it was made with: --passphrase-file F, or REXFLOW_BACKUP_PASSPHRASE`,
  ),
  PASSPHRASE_UNUSABLE: refusedError(422, (d) => `the passphrase cannot be used: ${asText(d.reason)}`),
  BACKUP_CONFIG: refusedError(
    409,
    (d) =>
      `the config.yml of the backup cannot be taken (${asText(d.reason)}); nothing was written. ${asText(d.advice)}`,
  ),
  RESTORE_LIVING: refusedError(
    409,
    (d) =>
      `${asText(d.what)}; nothing was written. Stop gateway and workers first: systemctl stop rexflow-gateway rexflow-worker`,
  ),
  RESTORE_OVER: refusedError(
    409,
    (d) =>
      `there is an installation here already: ${asText(d.what)}; nothing was written. To give it up for what the backup holds: rexflow restore ${asText(d.file)} --replace`,
  ),
  RESTORE_UNFINISHED: refusedError(
    503,
    (d) =>
      `a restore of ${asText(d.file)} has begun here (${asText(d.since)}) and not ended: the database holds a part of it. Do it again: rexflow restore ${asText(d.file)} --replace`,
  ),
  DATABASE_REFUSED: refusedError(500, (d) => `MySQL refuses (${asText(d.what)}): ${asText(d.reason)}`),
  RESTORED: failedError(
    'lost',
    (d) =>
      `rexflow was restored from a backup made at ${asText(d.at)}, while this was under way: what became of it afterwards is not known`,
    () => 'Look at what runs there (rexflow check APP), and release again what is wanted.',
  ),
} satisfies Record<string, ErrorEntry>;
