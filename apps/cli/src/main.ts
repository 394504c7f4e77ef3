import { callerLanguage, ownBuild, readCaller, spellBuild } from '#config/caller';
import { ProblemError } from '#api/client';
import { asCliError } from './errors/cliError.js';
import type { ExitStatus } from './errors/exits.js';
import { openCliContext } from './context/cliContext.js';
import { watchReader } from './context/outputReader.js';
import { setTerminalLanguage } from './language/terminalLanguage.js';
import { runCommandLine } from './program.js';

/* The command `rexflow`: how is it asked from a terminal? */
const args = process.argv.slice(2);
setTerminalLanguage(callerLanguage());

const reader = watchReader(process);
let json = false;
const openContext = (asked: boolean) => {
  json = asked;
  // A program reads that: what is said in it is the same everywhere.
  if (json) setTerminalLanguage('en');
  return openCliContext(readCaller(), { json, unread: reader.gone });
};

/** Writes an error to stderr; with --json its problem is the one document of stdout. Gives the exit status. */
function reportError(thrown: unknown): ExitStatus {
  const { message, exit } = asCliError(thrown);
  const problem = thrown instanceof ProblemError ? thrown.problem : { detail: message };
  if (json) process.stdout.write(`${JSON.stringify({ problem, exit }, null, 2)}\n`);
  process.stderr.write(`rexflow: ${message}\n`);
  return exit;
}

const exit = await runCommandLine(args, { version: spellBuild(ownBuild), openContext }).catch(reportError);
// What was written last may be refused only now.
process.once('exit', () => (process.exitCode = reader.exitAfter(exit)));
process.exitCode = exit;
