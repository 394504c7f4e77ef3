/** lookLog, of one app: the files in the directory of its logs, the newest first; `at` is when each was written last, in seconds since 1970. */
export type LogFilesFindings = { directory: string; files: { name: string; bytes: number; at: number }[] };

/** getLog, of one app: the end of its log; `bytes` is how large it is, null for a journal. */
export type LogTextFindings = { log: string; bytes: number | null; text: string };

/**
 * grepLog, of one app: the lines that match, the oldest first, each with the file it stands in. `matches` is how many there are in what was
 * searched, `files` how many that were; `cut` says that there may be more.
 */
export type LogSearchFindings = {
  log: string;
  matches: number;
  files: number;
  cut: boolean;
  rows: { file: string; text: string }[];
};
