import type { StatementWords } from '../words/statement.js';

/** What a backup and a restore say of themselves, and what the doctor finds of backups. */
export const backupStatements = {
  'backup.never': { message: 'no backup was ever made by rexflow backup' },
  'backup.last': { message: 'the last backup was made {time} ago ({file})' },
  'backup.old': {
    message: 'the last backup was made {time} ago ({file})',
    advice:
      'See what keeps the next one from being made (systemctl status rexflow-backup), or make one: rexflow backup FILE. Other ages: backup.warn_after.',
  },
  'backup.made': { message: '{file}: {size}, of {at}' },
  'backup.holdsDatabase': { message: 'database: {tables} tables, {rows} rows' },
  'backup.holdsStore': { message: 'store ({mode}): {bundles} bundles and {packages} packages, {size}' },
  'backup.holdsConfig': { message: 'configuration: {files}' },
  'backup.holdsSecrets': { message: 'encrypted with the passphrase: {files}' },
  'backup.leftOut': {
    message: 'left out, since no passphrase was given (--passphrase-file F): {files}',
  },
  'backup.variables': { message: 'values of the environment are in no backup: {names}' },
  'backup.whole': { message: '{file} is whole: {entries} entries have the sums they were written with' },
  'backup.removed': { message: 'removed, as {n} are kept: {files}' },
  'backup.ended': { message: '{signal}: {part} is removed, nothing was made' },
  'backup.ask': { message: 'passphrase: ' },
  'backup.misused': { message: '{reason}; see rexflow {command} --help' },
  'restore.done': {
    message: 'restored from {file}, of {at}: this is {who}',
  },
  'restore.interrupted': {
    message:
      '{n} requests were under way when the backup was made and are settled as failed, since nobody knows what became of them: {ids}',
  },
  'restore.configKept': { message: '{path} was there and stays as it is' },
  'restore.configWritten': { message: 'written: {files}' },
  'restore.configLacking': {
    message: 'not in the backup, to be put there by hand: {files}',
  },
  'restore.next': {
    message: 'now: systemctl start rexflow-gateway rexflow-worker, then rexflow doctor',
  },
  'restore.newer': {
    message:
      'releases made after it are not known here; the next release of each app catches up with its host and says so',
  },
  'restore.holdsRows': { message: 'the database {database} holds rows ({tables})' },
  'restore.holdsStore': { message: 'the store {dir} is that of {who}' },
  'restore.workersAlive': { message: 'workers of this installation are running ({workers})' },
  'restore.gatewayAlive': { message: 'a gateway answers at {url}' },
  'restore.failed': {
    message:
      'the restore has begun and not ended; gateway and workers do not start until it has. Mend that, then: rexflow restore {file} --replace',
  },
} as const satisfies Record<string, StatementWords>;
