import type { RunAppFindings } from '#contract';
import { perApp } from './perApp.js';
import type { Presenter } from './settled.js';
import { shortfall } from './wording.js';

/** Output as the original shows it: without the line break at its end. */
const chomp = (output: string | undefined): string => output?.replace(/\r?\n$/, '') ?? '';

/** run: for each app the output of the command, and beyond the original its errors and exit status. */
export const presentRun: Presenter = (settled) =>
  perApp(settled, ({ app, result }) => {
    const { stdout, stderr, exitCode } = result.facts as Partial<RunAppFindings>;
    return {
      stdout: chomp(stdout),
      server: app.host,
      app_key: app.appKey,
      stderr: chomp(stderr),
      exitCode: exitCode ?? null,
      ...shortfall(result),
    };
  });
