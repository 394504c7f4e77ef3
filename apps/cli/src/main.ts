import { readFileSync } from 'node:fs';
import { readCaller } from '#config/caller';
import { Ending, Refusal } from './errors/ending.js';
import { exits, type Exit } from './errors/exits.js';
import { openHouse } from './context/house.js';
import { watchReader } from './context/reader.js';
import { carryOut } from './program.js';

/* The command `rexflow`: how is it asked from a terminal? */
const { version } = JSON.parse(readFileSync(new URL('../../../../package.json', import.meta.url), 'utf8')) as {
  version: string;
};
const args = process.argv.slice(2);

const reader = watchReader(process);
let json = false;
const house = (asked: boolean) => openHouse(readCaller(), { json: (json = asked), unread: reader.gone });

/** What went wrong, on stderr; with --json the problem is the one document of stdout. */
function lament(thrown: unknown): Exit {
  const ending = thrown instanceof Ending ? thrown : null;
  const message = thrown instanceof Error ? thrown.message : String(thrown);
  const exit = ending?.exit ?? exits.internal;
  const problem = thrown instanceof Refusal ? thrown.problem : { detail: message };
  if (json) process.stdout.write(`${JSON.stringify({ problem, exit }, null, 2)}\n`);
  process.stderr.write(`rexflow: ${message}\n`);
  return exit;
}

const exit = await carryOut(args, { version, house }).catch(lament);
// What was written last may be refused only now.
process.once('exit', () => (process.exitCode = reader.exitAfter(exit)));
process.exitCode = exit;
