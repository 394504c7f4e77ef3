import type { RunAppFindings } from '#contract';
import { perApp } from './perApp.js';
import { inner, targetsIn, type Presenter, type SettledTarget } from './settled.js';
import { shortfall } from './wording.js';

/** Output as the original shows it: without the line break at its end. */
const chomp = (output: string | undefined): string => output?.replace(/\r?\n$/, '') ?? '';

/** What the command came to, with its errors, its exit status and its seconds beyond the original. */
function ran({ app, result }: SettledTarget): Record<string, unknown> {
  const { stdout, stderr, exitCode, seconds } = result.facts as Partial<RunAppFindings>;
  return {
    stdout: chomp(stdout),
    server: app.host,
    stderr: chomp(stderr),
    exitCode: exitCode ?? null,
    // What an older worker ran has none.
    ...(seconds === undefined ? {} : { seconds }),
    ...shortfall(result),
  };
}

/** run: the output of each app. */
export const presentRun: Presenter = (settled) =>
  perApp(settled, (part) => ({ ...ran(part), app_key: part.app.appKey }));

/** Common:Use:run: the output of each host, all in one document, where the original printed several that could not be read. */
export const presentRunOnHosts: Presenter = (settled) => inner(settled, targetsIn(settled).map(ran));
