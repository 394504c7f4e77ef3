import { resolve } from 'node:path';
import type { TlsFiles } from '#config';
import { setupText } from './language/setupText.js';
import type { SetupOptions } from './options.js';
import type { NightlyBackup, SetupRecord } from './plan/record.js';
import { SetupError } from './plan/setupError.js';
import { usualTime } from './steps/backupTimer.js';

/** The certificate that is to be taken: asked for now, or by a setup that did not come so far. */
export function tlsAsked({ tlsCert, tlsKey }: SetupOptions, record: Pick<SetupRecord, 'tls'> | null): TlsFiles | null {
  if (tlsCert === undefined && tlsKey === undefined) return record?.tls ?? null;
  if (!tlsCert || !tlsKey) throw new SetupError(setupText('error.tlsBoth'));
  return { cert: resolve(tlsCert), key: resolve(tlsKey) };
}

/** The backup that is to be made every night: as it is asked for now, or was before. */
export function backupAsked(
  { prefix, backup, backupAt }: SetupOptions,
  record: Pick<SetupRecord, 'backup'> | null,
): NightlyBackup | null {
  const earlier = record?.backup ?? null;
  if (prefix !== undefined && backup !== undefined)
    throw new SetupError(setupText('error.backupPrefix'), setupText('advice.backupPrefix', { prefix, dir: backup }));
  const dir = backup ?? earlier?.dir;
  if (dir === undefined && backupAt !== undefined) throw new SetupError(setupText('error.backupAt'));
  return dir === undefined ? null : { dir, at: backupAt ?? earlier?.at ?? usualTime };
}

/** Whether the timer of the backup is to be switched on: asked for now, or by a setup that did not come so far. */
export const timerAsked = (
  { backup }: SetupOptions,
  record: Pick<SetupRecord, 'switchOn' | 'finished'> | null,
): boolean => backup !== undefined || record === null || record.switchOn || !record.finished('backup');
