import type { ReleaseView } from '#api';
import { ProblemError } from '#api/client';
import type { AppPlace, RemovalAppFindings } from '#contract';
import type { CliContext } from '../context/cliContext.js';
import { runAction } from '../requests/runAction.js';
import { CliError, usageError } from '../errors/cliError.js';
import { exitOfRelease, exits, type ExitStatus } from '../errors/exits.js';
import { sentence } from '../language/sentence.js';
import { promptUser } from '../output/promptUser.js';
import { errorLines, outcomeLine } from '../output/release.js';
import { printable } from '../output/width.js';
import { changeLines } from './changeLines.js';

/** What is asked of `app remove --from-host`. */
export interface RemovalOptions {
  /** Nobody is asked. */
  yes?: boolean;
  /** Tells what would go, and takes nothing away. */
  dryRun?: boolean;
  /** A host that the app has left for another one: it stays in the catalogue, and where it is now. */
  at?: string;
}

const placeWords = {
  directory: 'removal.directory',
  link: 'removal.link',
  relink: 'removal.relink',
} as const;

const placeLine = ({ kind, path }: AppPlace): string => printable(`  ${sentence(placeWords[kind], { path })}`);

/** What would go and what would stay, for people. */
function removalLines(app: string, host: string, found: RemovalAppFindings, { paint }: CliContext): string[] {
  const { goes, stays, state, processes, stops } = found;
  const isGone = goes.length === 0 && state === null;
  if (isGone) return [printable(sentence('removal.nothing', { app, host }))];
  return [
    printable(sentence('removal.goes', { app, host })),
    ...(stops ? [paint.yellow(`  ${sentence('removal.stops', { n: processes })}`)] : []),
    ...goes.map(placeLine),
    ...(state === null ? [] : [printable(`  ${sentence('removal.state', { path: state })}`)]),
    ...(stays.length === 0 ? [] : [sentence('removal.stays'), ...stays.map(placeLine)]),
  ];
}

/** Asks before anything is taken away. Throws CliError where nobody can be asked, or somebody says no. */
async function confirm(context: CliContext, app: string, host: string): Promise<void> {
  if (!process.stdin.isTTY || context.json) throw usageError(sentence('removal.unasked', { app }));
  const answer = await promptUser(`${printable(sentence('removal.ask', { host }))} `, { secret: false });
  if (answer.trim() !== 'yes') throw new CliError(exits.refused, sentence('removal.kept'));
}

/** Takes the app out of the catalogue; null where it is in there no more. */
async function takeOut({ client }: CliContext, key: string) {
  try {
    return await client().call('deleteApp', { path: { key } });
  } catch (thrown) {
    if (thrown instanceof ProblemError && thrown.problem.code === 'APP_ABSENT') return null;
    throw thrown;
  }
}

const failure = (context: CliContext, release: ReleaseView): ExitStatus => {
  context.answer(release, () => [...errorLines(release, context.paint), outcomeLine(release, context.paint)]);
  return exitOfRelease(release);
};

/**
 * Shows what rexflow made of an app on its host, has it taken away once somebody said yes, and takes the app out of the catalogue. What was
 * cut off in between is finished by the same command. Throws CliError where nobody says yes, and what the calls throw.
 */
export async function removeFromHost(context: CliContext, key: string, options: RemovalOptions): Promise<ExitStatus> {
  const at: { at?: string } = options.at === undefined ? {} : { at: options.at };
  const looked = await runAction(context, 'removal', { k: key, ...at }, { quiet: true });
  const [part] = looked.apps;
  if (looked.outcome !== 'done' || part === undefined) return failure(context, looked);
  if (looked.apps.length > 1 || part.app !== key) throw usageError(sentence('removal.group', { name: key }));
  const found = part.facts as RemovalAppFindings;
  const lines = removalLines(part.app, part.host, found, context);
  if (options.dryRun) {
    context.answer({ app: part.app, host: part.host, ...found }, () => lines);
    return exits.done;
  }
  if (!context.json) lines.forEach((line) => context.say(line));
  if (!options.yes) await confirm(context, part.app, part.host);
  const removed = await runAction(context, 'remove', { k: key, plan: found.plan, ...at }, { quiet: false });
  if (removed.outcome !== 'done') return failure(context, removed);
  const changed = options.at === undefined ? await takeOut(context, key) : null;
  context.answer({ removed, catalogue: changed }, () => [
    outcomeLine(removed, context.paint),
    ...(changed === null ? [] : changeLines(context, changed)),
  ]);
  return exits.done;
}
