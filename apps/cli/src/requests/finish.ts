import type { ReleaseView } from '#api';
import type { Client } from '#api/client';
import { exitOfRelease, exits, type ExitStatus } from '../errors/exits.js';
import type { CliContext } from '../context/cliContext.js';
import { sentence } from '../language/sentence.js';
import { warningLines, targetRows, errorLines, outcomeLine } from '../output/release.js';
import { mixedLines } from '../output/mixed.js';
import { watchRelease } from './watch.js';

/** The answer for a request nobody waits for, with the command that watches it. */
const acceptedLines = (release: ReleaseView, context: CliContext): string[] => [
  outcomeLine(release, context.paint),
  sentence('watch.it', { id: release.id }),
];

/** Watches a release to its end if `wait` says so, and writes its outcome. Gives the exit status. */
export async function watchToEnd(
  context: CliContext,
  client: Client,
  release: ReleaseView,
  wait: boolean,
): Promise<ExitStatus> {
  if (!wait) {
    context.answer(release, () => acceptedLines(release, context));
    return exits.done;
  }
  const settled = await watchRelease(client, release, context);
  context.answer(settled, () => [
    '',
    ...(context.live ? [] : [...targetRows(settled), '']),
    ...warningLines(settled, context.paint),
    ...errorLines(settled, context.paint),
    ...mixedLines(settled, context.paint),
    outcomeLine(settled, context.paint),
  ]);
  return exitOfRelease(settled);
}
