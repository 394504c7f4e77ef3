import type { NewRun, ReleaseView } from '#api';
import { createRequest } from '#api/client';
import type { RunAppFindings } from '#contract';
import { quote } from '#shell';
import { usageError } from '../../errors/cliError.js';
import { exitOfRelease } from '../../errors/exits.js';
import type { CliContext } from '../../context/cliContext.js';
import { untilStopped } from '../../context/untilStopped.js';
import { createShownOutput } from '../../output/commandOutput.js';
import { errorLines } from '../../output/release.js';
import { continuesText } from '../../requests/watch.js';
import { addTargetOptions, examples, namesOf, parseDuration, parseWholeNumber } from '../command.js';
import type { AddCommand, TargetOptions } from '../command.js';
import { sentence } from '../../language/sentence.js';

interface RunCommandOptions extends TargetOptions {
  command?: string[];
  hosts?: true;
  within?: number;
  parallel?: number;
}

/** What is to run where, as /v1 has it: labels mean hosts. */
function runOf(words: readonly string[], command: string, options: RunCommandOptions): NewRun {
  const { hosts = false, leaveOut, within, parallel } = options;
  const names = namesOf(words);
  const onHosts = hosts || names.some((name) => name.includes('='));
  return {
    ...(onHosts ? { hosts: names } : { apps: names, ...(leaveOut && { leaveOut }) }),
    command,
    ...(within !== undefined && { within }),
    ...(parallel !== undefined && { parallel }),
  };
}

/** Shows what is written on the hosts as it comes, until the command has ended on all of them. */
async function follow(context: CliContext, begun: ReleaseView): Promise<ReleaseView> {
  const client = context.client();
  const output = createShownOutput(begun);
  const { id } = begun;
  return await untilStopped(
    () => continuesText(id),
    async (stop) => {
      const signal = AbortSignal.any([stop, context.unread]);
      if (!context.json) {
        for await (const lines of client.follow('readLogs', { path: { id }, signal }))
          for (const line of lines) {
            const text = output.take(line);
            if (text !== null) context.say(text);
          }
      } else {
        for await (const events of client.follow('followRelease', { path: { id }, signal }))
          if (events.some(({ kind }) => kind === 'settled')) break;
      }
      const settled = await client.call('getRelease', { path: { id }, signal: stop });
      // What the command itself ended with stands behind what it wrote.
      const rest = settled.apps.filter((part) => (part.facts as Partial<RunAppFindings>).exitCode === undefined);
      const trouble = rest.length > 0 ? settled.trouble : null;
      context.answer(settled, () => [...output.rest(settled), ...errorLines({ trouble, apps: rest }, context.paint)]);
      return settled;
    },
  );
}

/** run */
export const runOnHostsCommand: AddCommand = (program, serve) => {
  const run = addTargetOptions(program.command('run'))
    .argument('<apps...>', sentence('run.apps'))
    .usage('[options] <apps...> -- <command...>')
    .description(sentence('run.help'))
    .option('--hosts', sentence('run.hosts'))
    .option('--within <time>', sentence('run.within'), parseDuration)
    .option('--parallel <number>', sentence('run.parallel'), parseWholeNumber(1))
    .addHelpText(
      'after',
      `\n${sentence('run.words')}\n${examples(
        'rexflow run web -- uptime',
        "rexflow run web1,web2 -- 'df -h /data | tail -1'",
        'rexflow run site=sh role=relay --parallel 5 --within 10s -- uptime',
      )}`,
    );
  serve<[string[]], RunCommandOptions>(run, async (context, [words], options) => {
    const { command = [] } = options;
    if (command.length === 0) throw usageError(sentence('run.noCommand'));
    const text = command.length === 1 ? command[0]! : command.map(quote).join(' ');
    const begun = await createRequest(context.client(), 'createRun', runOf(words, text, options));
    return exitOfRelease(await follow(context, begun));
  });
};
