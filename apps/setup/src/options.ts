import { normalize } from 'node:path';
import { Command, CommanderError, InvalidArgumentError, Option } from 'commander';
import { setupText } from './language/setupText.js';

/** What a setup was asked for; undefined where nothing was said. */
export interface SetupOptions {
  prefix?: string;
  redis?: string;
  mysql?: string;
  mysqlUser?: string;
  mysqlPasswordFile?: string;
  database?: string;
  existingDatabase?: true;
  privateServers?: true;
  port?: number;
  sshUser?: string;
  sshPort?: number;
  environment?: string;
  administrator?: string;
  tlsName?: string;
  tlsCert?: string;
  tlsKey?: string;
  backup?: string;
  backupAt?: string;
  dryRun?: true;
  yes?: true;
  /** Where the machine's file system begins: an image is set up as the machine is. */
  machine: string;
}

export interface UninstallOptions {
  prefix?: string;
  data?: true;
  dryRun?: true;
  yes?: true;
  machine: string;
}

const port = (text: string): number => {
  const value = Number(text);
  if (/^\d+$/.test(text) && value >= 1 && value <= 65_535) return value;
  throw new InvalidArgumentError(setupText('value.port'));
};

const fitting =
  (pattern: RegExp, say: () => string) =>
  (text: string): string => {
    if (pattern.test(text)) return text;
    throw new InvalidArgumentError(say());
  };
const word = fitting(/^[A-Za-z][\w-]{0,63}$/, () => setupText('value.word'));
const plainPath = fitting(/^(\/[\w.@+-]+)+$/, () => setupText('value.directory'));
/** It stands in units: nothing that systemd would read as more than a path, or does not take as one. */
export const backupDirectory = (text: string): string => plainPath(normalize(text));
export const backupTime = fitting(/^([01]\d|2[0-3]):[0-5]\d$/, () => setupText('value.time'));
export const userName = fitting(/^[A-Za-z0-9_][A-Za-z0-9_.@$-]*$/, () => setupText('value.user'));
const hostName = fitting(/^[A-Za-z0-9.-]+$/, () => setupText('value.host'));
const redisUrl = fitting(/^rediss?:\/\/\S+$/, () => setupText('value.redis'));

const program = (name: string): Command =>
  new Command(`rexflow ${name}`)
    .exitOverride()
    .showHelpAfterError(setupText('option.seeHelp', { name }))
    .helpOption('-h, --help', setupText('option.help'))
    .addOption(new Option('--machine <dir>').hideHelp().default('/'))
    .option('--prefix <dir>', setupText('option.prefix'))
    .option('--dry-run', setupText('option.dryRun'))
    .option('-y, --yes', setupText('option.yes'));

const examples = (...lines: string[]): string =>
  `\n${setupText('option.examples')}\n${lines.map((line) => `  ${line}`).join('\n')}`;

function parsed<O>(command: Command, args: readonly string[]): O | number {
  try {
    command.allowExcessArguments(false).parse([...args], { from: 'user' });
    return command.opts<O & object>();
  } catch (thrown) {
    if (!(thrown instanceof CommanderError)) throw thrown;
    return thrown.exitCode === 0 ? 0 : 2;
  }
}

/** The options of a setup; a number is the exit status of a command line that asks for help or cannot be understood. */
export const setupOptions = (args: readonly string[]): SetupOptions | number =>
  parsed<SetupOptions>(
    program('setup')
      .description(setupText('about.setup'))
      .addOption(new Option('--redis <url>', setupText('option.redis')).argParser(redisUrl))
      .addOption(new Option('--mysql <host[:port]>', setupText('option.mysql')))
      .addOption(new Option('--mysql-user <name>', setupText('option.mysqlUser')).argParser(word))
      .option('--mysql-password-file <path>', setupText('option.mysqlPassword'))
      .addOption(new Option('--database <name>', setupText('option.database')).argParser(word))
      .option('--existing-database', setupText('option.existingDatabase'))
      .option('--private-servers', setupText('option.privateServers'))
      .addOption(new Option('--port <n>', setupText('option.port')).argParser(port))
      .addOption(new Option('--ssh-user <name>', setupText('option.sshUser')).argParser(userName))
      .addOption(new Option('--ssh-port <n>', setupText('option.sshPort')).argParser(port))
      .addOption(new Option('--environment <name>', setupText('option.environment')).argParser(word))
      .addOption(new Option('--administrator <name>', setupText('option.administrator')).argParser(userName))
      .addOption(new Option('--tls-name <name>', setupText('option.tlsName')).argParser(hostName))
      .option('--tls-cert <file>', setupText('option.tlsCert'))
      .option('--tls-key <file>', setupText('option.tlsKey'))
      .addOption(new Option('--backup <dir>', setupText('option.backup')).argParser(backupDirectory))
      .addOption(new Option('--backup-at <time>', setupText('option.backupAt')).argParser(backupTime))
      .addHelpText(
        'after',
        examples(
          'rexflow setup',
          'rexflow setup --yes --ssh-user deploy --tls-name rexflow.example.org',
          'rexflow setup --tls-cert fullchain.pem --tls-key privkey.pem --backup /var/backups/rexflow',
          'rexflow setup --redis redis://:…@10.0.0.5 --mysql 10.0.0.6 --mysql-password-file /root/mysql.password',
          'rexflow setup --prefix ~/rexflow --yes',
        ),
      ),
    args,
  );

/** The options of an uninstall. */
export const uninstallOptions = (args: readonly string[]): UninstallOptions | number =>
  parsed<UninstallOptions>(
    program('uninstall')
      .description(setupText('about.uninstall'))
      .option('--data', setupText('option.data'))
      .addHelpText('after', examples('rexflow uninstall', 'rexflow uninstall --prefix ~/rexflow --data')),
    args,
  );
