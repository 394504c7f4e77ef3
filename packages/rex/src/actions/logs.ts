import {
  logFileName,
  logMatches,
  logPattern,
  longestLogPattern,
  longestLogSearch,
  mostLogRows,
  type LogMatch,
} from '#contract';
import { action } from './action.js';
import { choiceParameter, k, textParameter } from '../parameters/parameter.js';
import { given, targetsOf } from '../parameters/words.js';

const log = textParameter(
  'file below the log_dir of the app; its logfile unless said otherwise',
  255,
  logFileName.pattern,
);
const centre = 'logCenter:main:';

/** Lists the log files of apps. */
export const logFilesAction = action({
  kind: 'logFiles',
  aliases: [`${centre}lookLog`],
  summary: 'List the log files of the apps',
  parameters: { k, more: choiceParameter('1 lists all, not the newest 30', ['0', '1']) },
  required: ['k'],
  example: { k: 'server' },
  decode: ({ k: names }) => ({ kind: 'logFiles', targets: targetsOf(names) }),
  encode: () => ({}),
});

/** Gives the end of the log of apps. */
export const readLogAction = action({
  kind: 'readLog',
  aliases: [`${centre}getLog`],
  summary: 'Give the end of the log of the apps',
  parameters: { k, log, download_local: choiceParameter('accepted: the answer itself holds the log', ['0', '1']) },
  required: ['k'],
  example: { k: 'server' },
  decode: ({ k: names, log: file }) => ({
    kind: 'readLog',
    targets: targetsOf(names),
    ...(file !== undefined && { file }),
  }),
  encode: ({ file }) => given({ log: file }),
});

/** Searches the logs of apps. */
export const searchLogsAction = action({
  kind: 'searchLogs',
  aliases: [`${centre}grepLog`],
  summary: 'Search the logs of the apps, rotated and packed ones too',
  parameters: {
    k,
    grep: textParameter('what is searched for; each line of it is a pattern', longestLogPattern, logPattern.pattern),
    log,
    match: choiceParameter(
      'text as it is, or a regular expression as grep -E has it; regexp unless said otherwise',
      logMatches,
    ),
    rows: textParameter(`the most rows of an app, 1 to ${mostLogRows}`, 4, '^([1-9][0-9]{0,2}|1000)$'),
    within: textParameter(
      `seconds it may take on a host, 1 to ${longestLogSearch}`,
      3,
      '^([1-9][0-9]?|[12][0-9]{2}|300)$',
    ),
    rotated: choiceParameter('0 leaves out the files it was rotated to', ['0', '1']),
    debug: choiceParameter('accepted for older clients, without effect', ['0', '1']),
  },
  required: ['k', 'grep'],
  example: { k: 'server', grep: 'ERROR' },
  decode: ({ k: names, grep = '', log: file, match = 'regexp', rows, within, rotated }) => ({
    ...{ kind: 'searchLogs', targets: targetsOf(names), pattern: grep, match: match as LogMatch },
    ...(file !== undefined && { file }),
    ...(rows !== undefined && { rows: Number(rows) }),
    ...(within !== undefined && { within: Number(within) }),
    ...(rotated !== undefined && { rotated: rotated === '1' }),
  }),
  encode: ({ pattern, file, match = 'fixed', rows, within, rotated }) => ({
    grep: pattern,
    ...given({ log: file, match, rows, within, rotated: rotated === undefined ? undefined : rotated ? '1' : '0' }),
  }),
});
