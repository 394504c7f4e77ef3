import { Command, CommanderError } from 'commander';
import { actionCommands } from './commands/actions.js';
import { appCommand } from './commands/app.js';
import { bundleCommands } from './commands/bundles.js';
import { healCommands } from './commands/heal.js';
import { inventoryCommands } from './commands/inventory.js';
import type { AddCommand, Serve, Work } from './commands/command.js';
import { changesCommand } from './commands/fleet/changes.js';
import { completionCommand } from './commands/completion.js';
import { controlCommands } from './commands/control.js';
import { doctorCommand } from './commands/doctor.js';
import { eventCommands } from './commands/events.js';
import { fleetCommands } from './commands/fleet/file.js';
import { groupCommands } from './commands/fleet/group.js';
import { hostCommands } from './commands/fleet/host.js';
import { listCommand } from './commands/list.js';
import { releaseCommands } from './commands/release.js';
import { rollbackCommands } from './commands/rollback.js';
import { sessionCommands } from './commands/session.js';
import { takeoverCommand } from './commands/takeover.js';
import { tokenCommands } from './commands/tokens.js';
import { whereCommand } from './commands/where.js';
import { exitMeaning, exits, type ExitStatus } from './errors/exits.js';
import type { CliContext } from './context/cliContext.js';

/** The commands, as --help groups them. */
const table: readonly [string, readonly AddCommand[]][] = [
  ['Releases:', [releaseCommands, rollbackCommands, healCommands, listCommand, controlCommands, eventCommands]],
  [
    'Apps and hosts:',
    [inventoryCommands, whereCommand, appCommand, groupCommands, hostCommands, actionCommands, takeoverCommand],
  ],
  ['The fleet as a file:', [fleetCommands, changesCommand]],
  ['Packages and bundles:', [bundleCommands]],
  ['Access and installation:', [sessionCommands, tokenCommands, doctorCommand, completionCommand]],
];

const statuses = (): string =>
  Object.values(exits)
    .map((exit) => `  ${String(exit).padStart(3)}  ${exitMeaning(exit)}`)
    .join('\n');

const after = (): string => `
Exit statuses:
${statuses()}

Environment:
  REXFLOW_URL, REXFLOW_TOKEN   go before what login keeps in $XDG_CONFIG_HOME/rexflow/cli.json
  NO_COLOR, CI                 no colours; nobody watches: plain lines
  REXFLOW_LANGUAGE             en or zh, what is said in; otherwise the locale decides (LC_ALL, LC_MESSAGES, LANG)

Examples:
  rexflow login http://10.0.0.1:3000 -u admin
  rexflow plan web --package ./dist --full 2
  rexflow release web --package ./dist --full 2 --batch 25%
  rexflow rollback web`;

export interface Setting {
  version: string;
  openContext(json: boolean): CliContext;
}

/** Where -- stands the rest is a command for hosts, which commander would take for apps. */
function cutCommand(args: readonly string[]): { own: string[]; command: string[] } {
  const at = args.indexOf('--');
  const first = args.find((word) => !word.startsWith('-'));
  if (first !== 'run' || at === -1) return { own: [...args], command: [] };
  return { own: args.slice(0, at), command: args.slice(at + 1) };
}

/** Behind a command --version is that of a program that is released; commander would take it for this one's wherever it stands. */
function mayAskVersion(args: readonly string[]): boolean {
  const command = args.findIndex((word) => !word.startsWith('-'));
  const before = command === -1 ? args : args.slice(0, command);
  return (
    command === -1 || args[command] === '__complete' || before.some((word) => word === '--version' || word === '-V')
  );
}

/**
 * Runs a command line and gives its exit status. Throws CliError, whose message is for stderr.
 */
export async function runCommandLine(args: readonly string[], { version, openContext }: Setting): Promise<ExitStatus> {
  const { own, command: words } = cutCommand(args);
  let exit: ExitStatus = exits.done;
  const serve: Serve = <A extends unknown[], O extends object>(command: Command, work: Work<A, O>): void => {
    command.action(async () => {
      const { json = false } = command.optsWithGlobals<{ json?: boolean }>();
      const options = words.length > 0 ? { ...command.opts(), command: words } : command.opts();
      exit = await work(openContext(json), command.processedArgs as A, options as O);
    });
  };
  const program = new Command('rexflow')
    .description('Releases software to plain Linux servers, by the gateway of a rexflow.')
    .option('--json', 'print JSON and nothing else on stdout; a stream as a document a line')
    .configureHelp({ showGlobalOptions: true, sortOptions: false })
    .showSuggestionAfterError()
    .showHelpAfterError('(--help lists the commands)')
    .helpCommand(false)
    .exitOverride()
    .addHelpText('after', after());
  if (mayAskVersion(own)) program.version(version, '-V, --version', 'print the version');
  for (const [group, adds] of table) {
    program.commandsGroup(group);
    for (const add of adds) add(program, serve);
  }
  try {
    await program.parseAsync(own, { from: 'user' });
  } catch (thrown) {
    if (!(thrown instanceof CommanderError)) throw thrown;
    return thrown.exitCode === 0 ? exits.done : exits.usage;
  }
  return exit;
}
