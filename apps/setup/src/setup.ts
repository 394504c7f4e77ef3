import { readFileSync } from 'node:fs';
import { backupAsked, timerAsked, tlsAsked } from './besides.js';
import { choose } from './choose.js';
import { lookBefore } from './before.js';
import { endText, startLines } from './ending.js';
import { aloneAt } from './placeLock.js';
import { askedOptions } from './questions.js';
import { runProgram } from './runProgram.js';
import { setupText } from './language/setupText.js';
import { setupOptions, type SetupOptions } from './options.js';
import { stepDone } from './plan/perform.js';
import { newRecord, readRecord } from './plan/record.js';
import { runPlan } from './plan/runPlan.js';
import { SetupError } from './plan/setupError.js';
import { machinePlan } from './steps/machinePlan.js';
import { lookForOutdated, nothingOutdated } from './steps/outdated.js';
import { machinePlaces, prefixPlaces, type Places } from './steps/places.js';
import { prefixPlan } from './steps/prefixPlan.js';
import { privateServersOf, serversOfSetup } from './steps/privateServers.js';
import { confirmed, isAsked, showPassword, showSteps, tell, typedCommand } from './terminal.js';

/* rexflow setup: from an installed package to a running rexflow. */
const args = process.argv.slice(2);
const command = typedCommand('setup', args);
/** Whether a step was begun: then there is something to go on with. */
let begun = false;

function passwordOf({ mysqlPasswordFile: path, mysql }: SetupOptions, known: boolean): string | null {
  if (path === undefined) {
    if (mysql !== undefined && !known) throw new SetupError(setupText('error.passwordFile'));
    return null;
  }
  try {
    return readFileSync(path, 'utf8').trim();
  } catch (cause) {
    throw new SetupError(
      setupText('error.readFile', { path, reason: String((cause as NodeJS.ErrnoException).code) }),
      null,
      { cause },
    );
  }
}

async function main(given: SetupOptions): Promise<number> {
  const places = given.prefix === undefined ? machinePlaces(given.machine) : prefixPlaces(given.prefix);
  if (given.dryRun) return await setUp(given, places);
  if (given.prefix === undefined && process.getuid?.() !== 0) {
    throw new SetupError(setupText('error.root'), setupText('advice.root', { command }));
  }
  return await aloneAt(places, command, () => setUp(given, places));
}

async function setUp(given: SetupOptions, places: Places): Promise<number> {
  const earlier = readRecord(places.record);
  const asks = isAsked() && !given.yes && !given.dryRun;
  const options = asks ? await askedOptions(given, earlier) : given;
  const tls = tlsAsked(options, earlier);
  const backup = backupAsked(options, earlier);
  const switchOn = timerAsked(options, earlier);
  const mysqlPassword = passwordOf(options, earlier !== null);
  const choices = await choose(options, places, earlier);
  await lookBefore(places, choices, { record: earlier, tls, backup: options.backup ?? null });
  const record = earlier ?? newRecord(places.record, choices);
  const outdated = earlier === null ? nothingOutdated : await lookForOutdated(places, choices);
  const privateServers = privateServersOf(choices);
  const servers = serversOfSetup(places, privateServers);
  const plan = (places.prefix === null ? machinePlan : prefixPlan)({
    ...{ places, choices, privateServers, servers, mysqlPassword, tls, backup, switchOn, outdated },
    redisUrl: options.redis ?? null,
    takeOver: options.existingDatabase ?? false,
    tlsName: options.tlsName ?? null,
    known: (step) => record.finished(step) || record.wasBegun(step),
    wasBegun: (step) => record.wasBegun(step),
    show: showPassword,
    log: tell,
  });
  const steps = [];
  for (const step of plan) {
    steps.push({ step, done: !record.wasBegun(step.id) && (await stepDone(step, record.finished(step.id))) });
  }
  const isDone = steps.every(({ done }) => done);
  if (options.dryRun) {
    showSteps(steps);
    if (outdated.gateway !== null) for (const line of startLines(places, outdated)) tell(line);
    tell(setupText('plan.dry'));
    return 0;
  }
  if (!isDone && !options.yes) {
    showSteps(steps);
    if (!isAsked()) {
      tell(`${setupText('ask.nobody')}: ${setupText('ask.sayYes', { command })}`);
      return 2;
    }
    if (!(await confirmed(setupText('ask.go')))) return 1;
  }
  begun = true;
  record.ask({ backup, switchOn: options.backup !== undefined, tls });
  try {
    await runPlan(plan, record, {
      already: ({ title }, place) => tell(setupText('plan.already', { place, title })),
      begins: ({ title }, place) => tell(setupText('plan.todo', { place, title })),
    });
  } finally {
    await servers.stop();
  }
  tell(endText(places, choices, { changed: !isDone, tlsName: options.tlsName ?? null, backup, outdated }));
  return 0;
}

await runProgram(setupOptions(args), main, command, () => begun);
