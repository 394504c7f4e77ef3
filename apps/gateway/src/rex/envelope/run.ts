import type { LogFilesFindings, LogSearchFindings, LogTextFindings, RunAppFindings } from '#contract';
import { perApp } from './perApp.js';
import { inner, targetsIn, type Presenter, type Settled, type SettledTarget } from './settled.js';
import { shortfall } from './wording.js';

/** Output as the original shows it: without the line break at its end. */
const chomp = (output: string | undefined): string => output?.replace(/\r?\n$/, '') ?? '';

/** What the command came to, with its errors, its exit status and its seconds beyond the original. */
function ran({ app, result }: SettledTarget, own: Record<string, unknown> = {}): Record<string, unknown> {
  const { stdout, stderr, exitCode, seconds } = result.facts as Partial<RunAppFindings>;
  return {
    stdout: chomp(stdout),
    server: app.host,
    ...own,
    stderr: chomp(stderr),
    exitCode: exitCode ?? null,
    // What an older worker ran has none.
    ...(seconds === undefined ? {} : { seconds }),
    ...shortfall(result),
  };
}

/** run: the output of each app. */
export const presentRun: Presenter = (settled) => perApp(settled, (part) => ran(part, { app_key: part.app.appKey }));

/** Common:Use:run: the output of each host, all in one document, where the original printed several that could not be read. */
export const presentRunOnHosts: Presenter = (settled) =>
  inner(
    settled,
    targetsIn(settled).map((part) => ran(part)),
  );

/** Files that the original names where nobody asks for all. */
const fewFiles = 30;
/** `max_grep_row` of the original where nobody asks for more or fewer. */
const grepRows = '500';

type Node = (part: SettledTarget, asked: Readonly<Record<string, string>>) => Record<string, unknown>;

/** The same nodes below the two wrappers of actions on `k`, or, for `logCenter:main:*`, as they are. */
const presenterOf =
  (node: Node): Presenter =>
  (settled: Settled) => {
    const { action, parameters } = settled.request.wire;
    const own = (part: SettledTarget): Record<string, unknown> => ({
      ...node(part, parameters),
      ...shortfall(part.result),
      app_key: part.app.appKey,
    });
    if (action.startsWith('logCenter:')) return inner(settled, targetsIn(settled).map(own));
    return perApp(settled, own);
  };

const given = (asked: Readonly<Record<string, string>>, ...names: string[]): Record<string, string | null> =>
  Object.fromEntries(names.map((name) => [name, asked[name] ?? null]));

/** lookLog: the names of the files, as the original gives them, and beyond it their bytes and times. */
export const presentLogFiles = presenterOf(({ app, result }, asked) => {
  const { directory = '', files = [] } = result.facts as Partial<LogFilesFindings>;
  const shown = asked.more === '1' ? files : files.slice(0, fewFiles);
  return {
    params: given(asked, 'k', 'log', 'more', 'search'),
    server: app.host,
    names: app.appKey,
    logdir: directory,
    fileres: shown.map(({ name }) => name),
    myFiles: shown.map(({ name, bytes, at }) => ({ name, size: bytes, time: at })),
  };
});

/** getLog: the log itself is in the answer; nothing is sent to a log centre. */
export const presentReadLog = presenterOf(({ result }, asked) => {
  const { log = '', bytes = null, text = '' } = result.facts as Partial<LogTextFindings>;
  return {
    params: given(asked, 'download_local', 'k', 'log', 'search'),
    ...{ log, size: bytes, content: text, download: null, rsync: null, rsync_success: null },
  };
});

/** grepLog: the lines that were found last. */
export const presentSearchLogs = presenterOf(({ app, result }, asked) => {
  const { log = '', matches = 0, rows = [], cut = false, files = 0 } = result.facts as Partial<LogSearchFindings>;
  return {
    params: given(asked, 'k', 'grep', 'log', 'search', 'debug'),
    server_info: { network_ip: app.host, external_ip: null, names: app.appKey, log },
    log_grep_line: matches,
    max_grep_row: asked.rows ?? grepRows,
    output_grep: rows.map(({ text }) => text).join('\n'),
    searched: files,
    cut,
  };
});
