import { Command, CommanderError, Option } from 'commander';
import { statement } from '#contract';
import { spokenStatement } from '#config/terminal';
import { encodings, type Encoding } from '../original/readText.js';

/** Words of `rexflow import`. */
export interface ImportOptions {
  /** The original's config.yml, or one of ours to look through the database of. */
  config: string;
  groups?: string;
  fastnotes?: string;
  out: string;
  /** Where RexDeployV3 lies: its relative paths start there. */
  root?: string;
  encoding: Encoding;
  redis: string;
  force?: true;
  mysql?: true;
  hosts?: true;
  json?: true;
}

const misused = 2;

/** Parses the words of `rexflow import`; ends the process with status 2, and says what is wrong, when they are none of its own. */
export function parseImport(words: string[]): ImportOptions {
  const command = new Command('import')
    .requiredOption('--config <file>')
    .option('--groups <file>')
    .option('--fastnotes <file>')
    .option('--out <dir>', '', 'rexflow-import')
    .option('--root <dir>')
    .addOption(new Option('--encoding <name>').choices(encodings).default('utf-8'))
    .option('--redis <url>', '', 'redis://127.0.0.1:6379')
    .option('--force')
    .option('--mysql')
    .option('--hosts')
    .option('--json')
    .exitOverride()
    .helpOption(false)
    .configureOutput({ writeErr: () => undefined });
  try {
    command.parse(words, { from: 'user' });
  } catch (thrown) {
    if (!(thrown instanceof CommanderError)) throw thrown;
    const reason = thrown.message.replace(/^error: /, '');
    process.stderr.write(`rexflow: ${spokenStatement(statement('moving.misused', { reason }))}\n`);
    process.exit(misused);
  }
  return command.opts<ImportOptions>();
}
