import { asText, failedError } from './entry.js';

/** Why the log of an application could not be read. */
export const logErrors = {
  LOGS_UNSET: failedError(
    'input',
    (d) => `nothing says where ${asText(d.app)} writes its log`,
    (d) =>
      `Name a file of its directory, or set both: rexflow app set ${asText(d.app)} logs.directory=/var/log/app logs.file=app.log.`,
  ),
  LOG_ABSENT: failedError(
    'input',
    (d) => `there is no log ${asText(d.path)}`,
    () => 'Compare logs.directory and logs.file of the group with the host; lookLog lists the files that are there.',
  ),
  LOG_UNREADABLE: failedError(
    'permission',
    (d) => `the log ${asText(d.path)} is no file that ${asText(d.user)} may read`,
    (d) => `Let ${asText(d.user)} read it on the host, as by its group: usermod -aG adm ${asText(d.user)}.`,
  ),
  LOG_OUTSIDE: failedError(
    'input',
    (d) => `${asText(d.path)} leads out of ${asText(d.directory)}`,
    () => 'Set logs.directory to the directory the file really lies in.',
  ),
  LOG_TOO_FAST: failedError(
    'input',
    () => 'the log grows faster than it can be followed',
    () => 'Follow it with a pattern that few of its lines match, or search it: rexflow grep PATTERN APPS.',
  ),
  LOG_PATTERN: failedError(
    'input',
    (d) => `the host cannot search for this pattern: ${asText(d.reason)}`,
    () => 'Give a regular expression as grep -E has it, or search for the text as it is.',
  ),
};
