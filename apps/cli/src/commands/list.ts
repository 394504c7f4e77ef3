import { Option } from 'commander';
import { outcomes, requestStates } from '#contract/lists';
import { listAll } from '#api/client';
import { exits } from '../errors/exits.js';
import { addProgramFilter, type ProgramFilter } from '../options/programFilter.js';
import { releaseRows } from '../output/release.js';
import { examples, parseTimestamp, parseWholeNumber, type AddCommand } from './command.js';

interface ListOptions extends ProgramFilter {
  state?: string;
  outcome?: string;
  action?: string;
  app?: string;
  caller?: string;
  since?: string;
  until?: string;
  limit: number;
}

/** list */
export const listCommand: AddCommand = (program, serve) => {
  const command = addProgramFilter(program.command('list'))
    .description('list releases and other requests, newest first')
    .addOption(new Option('--state <state>', 'only in this state').choices(requestStates))
    .addOption(new Option('--outcome <outcome>', 'only with this outcome').choices(outcomes))
    .option('--action <action>', 'only this action, as release, rollback or check')
    .option('--app <key>', 'only where this app takes part')
    .option('--caller <name>', 'only of this user')
    .option('--since <time>', 'accepted at or after: 2026-01-31, 2026-01-31T12:00, 3h (ago)', parseTimestamp)
    .option('--until <time>', 'accepted before', parseTimestamp)
    .option('-n, --limit <number>', 'maximum number of rows', parseWholeNumber(1), 20)
    .addHelpText(
      'after',
      examples(
        'rexflow list --outcome failed --since 7d',
        'rexflow list --version 2.1.0',
        'rexflow list --app web1 -n 5 --json',
      ),
    );
  serve<[], ListOptions>(command, async (context, _args, { limit, ...filters }) => {
    const found = await listAll(context.client(), 'listReleases', { query: { ...filters } }, limit);
    context.answer(found, () => releaseRows(found.items));
    return exits.done;
  });
};
