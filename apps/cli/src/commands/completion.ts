import { Argument, type Command } from 'commander';
import type { AppView } from '#api';
import { openClient } from '../api/openClient.js';
import { listAll } from '#api/client';
import { exits } from '../errors/exits.js';
import type { CliContext } from '../context/cliContext.js';
import { candidates } from '../completion/candidates.js';
import { scripts } from '../completion/scripts.js';
import { examples, type AddCommand } from './command.js';
import { sentence } from '../language/sentence.js';

/** The longest wait for names after somebody pressed a key. */
const patienceMs = 800;

/** Keys of apps and names of groups that hold what is typed, as many as the gateway gives in time. */
async function appNames({ caller }: CliContext, typed: string): Promise<string[]> {
  if (caller.url === null || caller.token === null) return [];
  const signal = AbortSignal.timeout(patienceMs);
  const names = new Set<string>();
  const note = (apps: AppView[]): void => {
    for (const { key, group } of apps) names.add(group).add(key);
  };
  const query = typed === '' ? {} : { q: typed };
  await listAll(openClient(caller.url, caller.token), 'listApps', { query, signal }, Infinity, note).catch(() => null);
  return [...names].sort();
}

/** completion, and what the shells ask */
export const completionCommand: AddCommand = (program, serve) => {
  const command = program
    .command('completion')
    .addArgument(new Argument('<shell>', sentence('completion.shell')).choices(['bash', 'zsh']))
    .description(sentence('completion.help'))
    .addHelpText('after', examples('source <(rexflow completion bash)', 'rexflow completion zsh > ~/.zfunc/_rexflow'));
  serve<['bash' | 'zsh'], object>(command, (_context, [shell]) => {
    process.stdout.write(scripts[shell]());
    return Promise.resolve(exits.done);
  });

  const asked: Command = program.command('__complete', { hidden: true }).argument('[words...]').allowUnknownOption();
  serve<[string[]], object>(asked, async (context, [words]) => {
    const { words: found, files } = await candidates(program, words, { apps: (typed) => appNames(context, typed) });
    process.stdout.write(files ? ':files\n' : found.map((word) => `${word}\n`).join(''));
    return exits.done;
  });
};
