import type { LogFilesFindings, LogSearchFindings, LogTextFindings, RequestOf } from '#contract';
import type { Facts } from '../model/instruction.js';
import type { Step, StepContext } from '../model/step.js';
import { plainScript } from '../scripts/hostScript.js';
import { logArgs, logsOf } from './logsOf.js';

const lib = ['logFiles'] as const;
const listScript = plainScript({ file: 'logFiles', lib, args: [...logArgs, 'most'] });
const textScript = plainScript({ file: 'logText', lib, args: [...logArgs, 'most'] });
const searchScript = plainScript({
  file: 'logSearch',
  lib,
  args: [...logArgs, 'pattern', 'form', 'rows', 'bytes', 'seconds', 'rotated'],
});

/** Files that are named at the most. */
const mostFiles = 1000;
/** Bytes of a log that are brought here. */
const mostBytes = 256 * 1024;
const usualRows = 500;
const searchSeconds = 60;
const readMs = 60_000;

const asked = <K extends 'logFiles' | 'readLog' | 'searchLogs'>(
  { request }: StepContext,
  kind: K,
): Partial<RequestOf<K>> => (request.kind === kind ? (request as RequestOf<K>) : {});

/** `logFiles`: the files in the directory of the app's logs. */
export const logFilesStep: Step = {
  name: 'logFiles',
  instruct: ({ app }) => ({
    do: 'script',
    script: listScript({ ...logsOf(app), most: mostFiles }),
    deadlineMs: readMs,
  }),
};

/** `readLog`: the end of one of them. */
export const readLogStep: Step = {
  name: 'readLog',
  instruct: (context) => {
    const { file } = asked(context, 'readLog');
    return { do: 'script', script: textScript({ ...logsOf(context.app, file), most: mostBytes }), deadlineMs: readMs };
  },
};

/** `searchLogs`: the lines in them that match. */
export const searchLogsStep: Step = {
  name: 'searchLogs',
  instruct: (context) => {
    const { file, pattern = '', match, rows, within: seconds = searchSeconds, rotated } = asked(context, 'searchLogs');
    const form = match === 'regexp' ? 'E' : 'F';
    const bounds = {
      rows: rows ?? usualRows,
      bytes: 2 * mostBytes,
      seconds,
      rotated: rotated === false ? 'no' : 'yes',
    };
    return {
      do: 'script',
      script: searchScript({ ...logsOf(context.app, file), pattern, form, ...bounds }),
      // It ends by itself, with what it found by then.
      deadlineMs: (seconds + 30) * 1000,
    };
  },
};

/** The files a host has told of. */
export function logFilesFound({ log_dir: directory = '', listed = '' }: Facts): LogFilesFindings {
  const files = listed.split('\n').flatMap((line) => {
    const [, seconds, bytes, path] = /^(\d{1,12})(?:\.\d+)? (\d{1,18}) (.+)$/.exec(line) ?? [];
    if (path === undefined) return [];
    return [{ name: path.slice(path.lastIndexOf('/') + 1), bytes: Number(bytes), at: Number(seconds) }];
  });
  return { directory, files };
}

/** The end of a log that a host has told. */
export const logTextFound = ({ log = '', log_size: size, content = '' }: Facts): LogTextFindings => ({
  log,
  bytes: size === undefined ? null : Number(size),
  text: content,
});

const mostSearched = 50;

/** The rows a host has found, the oldest first. */
export function logRowsFound(facts: Facts): LogSearchFindings {
  const numbers = Array.from({ length: mostSearched }, (_, index) => index + 1).reverse();
  const rows = numbers.flatMap((number) => {
    const text = facts[`found_${number}`];
    const file = facts[`found_file_${number}`] ?? '';
    return text === undefined ? [] : text.split('\n').map((line) => ({ file, text: line }));
  });
  return {
    log: facts.log ?? '',
    matches: Number(facts.matches ?? 0),
    files: Number(facts.searched_files ?? 0),
    cut: facts.cut === 'yes',
    rows,
  };
}
