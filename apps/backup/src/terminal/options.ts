import { Command, CommanderError, InvalidArgumentError, Option } from 'commander';
import { statement } from '#contract';
import { spokenStatement } from '#config/terminal';

/** How much of the store is kept: the lists of the files of each release, the files too, or nothing. */
export const storeModes = ['manifests', 'all', 'none'] as const;
export type StoreMode = (typeof storeModes)[number];

/** Words of `rexflow backup`. */
export interface BackupOptions {
  check?: true;
  store: StoreMode;
  passphraseFile?: string;
  askPassphrase?: true;
  keep?: number;
  json?: true;
}

/** Words of `rexflow restore`. */
export interface RestoreOptions {
  configDir?: string;
  keepServers?: true;
  passphraseFile?: string;
  replace?: true;
  json?: true;
}

const parseKept = (text: string): number => {
  const value = Number(text);
  if (/^\d{1,4}$/.test(text) && value > 0) return value;
  throw new InvalidArgumentError('1, 2, 3 …');
};

const misused = 2;

/** Parses the words of a command; ends the process with status 2, and says what is wrong, when they are none of its own. */
function parsed<O extends object>(command: Command, words: string[]): { file: string; options: O } {
  command
    .argument('<file>')
    .exitOverride()
    .helpOption(false)
    .configureOutput({ writeErr: () => undefined });
  try {
    command.parse(words, { from: 'user' });
  } catch (thrown) {
    if (!(thrown instanceof CommanderError)) throw thrown;
    const reason = thrown.message.replace(/^error: /, '');
    process.stderr.write(
      `rexflow: ${spokenStatement(statement('backup.misused', { reason, command: command.name() }))}\n`,
    );
    process.exit(misused);
  }
  return { file: command.args[0]!, options: command.opts<O>() };
}

/** The file and the options of `rexflow backup`. `rexflow backup --help` is told by the command line, which knows the same ones. */
export const parseBackup = (words: string[]): { file: string; options: BackupOptions } =>
  parsed(
    new Command('backup')
      .option('--check')
      .addOption(new Option('--store <what>').choices(storeModes).default('all'))
      .option('--passphrase-file <file>')
      .option('--ask-passphrase')
      .option('--keep <n>', '', parseKept)
      .option('--json'),
    words,
  );

/** The same of `rexflow restore`. */
export const parseRestore = (words: string[]): { file: string; options: RestoreOptions } =>
  parsed(
    new Command('restore')
      .option('--config-dir <dir>')
      .option('--keep-servers')
      .option('--passphrase-file <file>')
      .option('--replace')
      .option('--json'),
    words,
  );
