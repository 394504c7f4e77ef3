import { Command, CommanderError } from 'commander';
import { actionCommands } from './commands/actions.js';
import { appCommand } from './commands/app.js';
import { bundleCommands } from './commands/bundles.js';
import { healCommands } from './commands/heal.js';
import { holdCommand } from './commands/hold.js';
import { inventoryCommands } from './commands/inventory.js';
import { examples, type AddCommand, type Serve, type Work } from './commands/command.js';
import { changesCommand } from './commands/fleet/changes.js';
import { compareCommand } from './commands/compare.js';
import { completionCommand } from './commands/completion.js';
import { controlCommands } from './commands/control.js';
import { doctorCommand } from './commands/doctor.js';
import { eventCommands } from './commands/events.js';
import { fleetCommands } from './commands/fleet/file.js';
import { groupCommands } from './commands/fleet/group.js';
import { hostCommands } from './commands/fleet/host.js';
import { listCommand } from './commands/list.js';
import { matrixCommand } from './commands/matrix.js';
import { releaseCommands } from './commands/release.js';
import { rollbackCommands } from './commands/rollback.js';
import { applicationLogCommands } from './commands/hosts/logs.js';
import { runOnHostsCommand } from './commands/hosts/run.js';
import { serviceCommand } from './commands/services/service.js';
import { serverCommands } from './commands/servers/serverCommands.js';
import { sessionCommands } from './commands/session.js';
import { adoptCommand } from './commands/fleet/adopt.js';
import { takeoverCommand } from './commands/takeover.js';
import { tokenCommands } from './commands/tokens.js';
import { whereCommand } from './commands/where.js';
import { exitMeaning, exits, type ExitStatus } from './errors/exits.js';
import type { CliContext } from './context/cliContext.js';
import { commandHelp } from './parser/commandHelp.js';
import { parserSentence } from './parser/parserSentence.js';
import { sentence } from './language/sentence.js';

type GroupId = `program.${'releases' | 'apps' | 'fleet' | 'packages' | 'access' | 'servers'}`;

/** The commands, as --help groups them. */
const table: readonly [GroupId, readonly AddCommand[]][] = [
  [
    'program.releases',
    [releaseCommands, rollbackCommands, healCommands, listCommand, compareCommand, controlCommands, eventCommands],
  ],
  [
    'program.apps',
    [
      inventoryCommands,
      whereCommand,
      matrixCommand,
      appCommand,
      groupCommands,
      hostCommands,
      serviceCommand,
      actionCommands,
      runOnHostsCommand,
      applicationLogCommands,
      takeoverCommand,
    ],
  ],
  ['program.fleet', [fleetCommands, changesCommand, adoptCommand]],
  ['program.packages', [bundleCommands]],
  ['program.access', [sessionCommands, tokenCommands, holdCommand, doctorCommand, completionCommand]],
  ['program.servers', [serverCommands]],
];

const statuses = (): string =>
  Object.values(exits)
    .map((exit) => `  ${String(exit).padStart(3)}  ${exitMeaning(exit)}`)
    .join('\n');

const after = (): string => `
${sentence('program.exits')}
${statuses()}

${sentence('program.environment')}
  REXFLOW_URL, REXFLOW_TOKEN   ${sentence('program.url')}
  NO_COLOR, CI                 ${sentence('program.plain')}
  REXFLOW_LANGUAGE             ${sentence('program.language')}
${examples(
  'rexflow login http://10.0.0.1:3000 -u admin',
  'rexflow plan web --package ./dist --full 2',
  'rexflow release web --package ./dist --full 2 --batch 25%',
  'rexflow rollback web',
)}`;

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
    .description(sentence('program.about'))
    .option('--json', sentence('program.json'))
    .helpOption('-h, --help', sentence('program.help'))
    .configureHelp(commandHelp())
    .configureOutput({
      outputError: (text, write) => {
        write(parserSentence(text));
      },
    })
    .showSuggestionAfterError()
    .showHelpAfterError(sentence('program.afterError'))
    .helpCommand(false)
    .exitOverride()
    .addHelpText('after', after());
  if (mayAskVersion(own)) program.version(version, '-V, --version', sentence('program.version'));
  for (const [group, adds] of table) {
    program.commandsGroup(sentence(group));
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
