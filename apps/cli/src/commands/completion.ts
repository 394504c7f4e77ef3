import { Argument, type Command } from 'commander';
import { openApi } from '../api/api.js';
import { exits } from '../exits.js';
import type { House } from '../house.js';
import { candidates } from '../completion/candidates.js';
import { scripts } from '../completion/scripts.js';
import { examples, type AddCommand } from './command.js';

/** Somebody who pressed a key does not wait longer for names. */
const patienceMs = 800;

/** Keys of apps and names of groups, as far as the gateway is quick. */
async function appNames({ caller }: House): Promise<string[]> {
  if (caller.url === null || caller.token === null) return [];
  const signal = AbortSignal.timeout(patienceMs);
  const found = await openApi(caller.url, caller.token)
    .ask('listApps', { signal })
    .catch(() => null);
  return found ? [...new Set(found.items.flatMap(({ key, group }) => [group, key]))].sort() : [];
}

/** completion, and what the shells ask */
export const completion: AddCommand = (program, serve) => {
  const command = program
    .command('completion')
    .addArgument(new Argument('<shell>', 'for which shell').choices(['bash', 'zsh']))
    .description('print what teaches a shell the words of rexflow')
    .addHelpText('after', examples('source <(rexflow completion bash)', 'rexflow completion zsh > ~/.zfunc/_rexflow'));
  serve<['bash' | 'zsh'], object>(command, (_house, [shell]) => {
    process.stdout.write(scripts[shell]);
    return Promise.resolve(exits.done);
  });

  const asked: Command = program.command('__complete', { hidden: true }).argument('[words...]').allowUnknownOption();
  serve<[string[]], object>(asked, async (house, [words]) => {
    const { words: found, files } = await candidates(program, words, { apps: () => appNames(house) });
    process.stdout.write(files ? ':files\n' : found.map((word) => `${word}\n`).join(''));
    return exits.done;
  });
};
