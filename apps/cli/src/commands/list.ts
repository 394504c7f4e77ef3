import { Option } from 'commander';
import { outcomes, requestStates } from '#contract/lists';
import { listAll } from '#api/client';
import { exits } from '../errors/exits.js';
import { addProgramFilter, type ProgramFilter } from '../options/programFilter.js';
import { releaseRows } from '../output/release.js';
import { examples, parseTimestamp, parseWholeNumber, type AddCommand } from './command.js';
import { sentence } from '../language/sentence.js';

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
    .description(sentence('list.help'))
    .addOption(new Option('--state <state>', sentence('list.state')).choices(requestStates))
    .addOption(new Option('--outcome <outcome>', sentence('list.outcome')).choices(outcomes))
    .option('--action <action>', sentence('list.action'))
    .option('--app <key>', sentence('list.app'))
    .option('--caller <name>', sentence('list.caller'))
    .option('--since <time>', sentence('list.since'), parseTimestamp)
    .option('--until <time>', sentence('list.until'), parseTimestamp)
    .option('-n, --limit <number>', sentence('rows.limit'), parseWholeNumber(1), 20)
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
