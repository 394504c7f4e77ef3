import { Argument, Command, Option } from 'commander';
import { expect, test } from 'vitest';
import { candidates } from './candidates.js';

function program(): Command {
  const made = new Command('rexflow').option('--json', 'JSON').helpCommand(false);
  made
    .command('release')
    .argument('<apps...>')
    .option('--senv <environment>', 'x')
    .option('--package <path>', 'x')
    .addOption(new Option('--policy <policy>', 'x').choices(['stop', 'undo']));
  made.command('service').argument('<apps...>');
  made.command('logs').argument('<id>').option('--app <key>', 'x');
  const tokens = made.command('tokens').helpCommand(false);
  tokens.command('create').argument('<name>');
  tokens.command('delete').argument('<id>');
  made.command('completion').addArgument(new Argument('<shell>').choices(['bash', 'zsh']));
  made.command('__complete', { hidden: true });
  return made;
}

const names = { apps: () => Promise.resolve(['web', 'web1', 'db']) };
const asked = async (line: string): Promise<string[] | 'files'> => {
  const { words, files } = await candidates(program(), line.split(' '), names);
  return files ? 'files' : words;
};

test.each<[string, string[] | 'files']>([
  ['', ['release', 'service', 'logs', 'tokens', 'completion']],
  ['to', ['tokens']],
  ['tokens ', ['create', 'delete']],
  ['tokens delete ', []],
  ['release w', ['web', 'web1']],
  ['release web d', ['db']],
  ['release web --p', ['--package', '--policy']],
  ['release web --j', ['--json']],
  ['release web --policy u', ['undo']],
  ['release web --policy=undo w', ['web', 'web1']],
  ['release web --policy = u', ['undo']],
  ['release web --policy =', ['stop', 'undo']],
  ['release web --policy = undo d', ['db']],
  ['release web --senv ', []],
  ['release web --senv uat w', ['web', 'web1']],
  ['release web --package ./d', 'files'],
  ['--json release d', ['db']],
  ['service web re', ['restart', 'reload']],
  ['service st', ['start', 'stop', 'status']],
  ['logs ', []],
  ['logs x --app d', ['db']],
  ['completion z', ['zsh']],
  ['run web -- ls -', []],
])('after "%s"', async (line, said) => {
  expect(await asked(line)).toEqual(said);
});
