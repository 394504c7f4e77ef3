import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { lastLinesOf } from '#provision';
import { CleanupStack } from './installation/cleanupStack.js';
import { type DemoInstallation, startDemo } from './demo/startDemo.js';
import { type DemoOptions, parseOptions, usage } from './demo/options.js';
import { type StoryResult, tellStory } from './demo/story.js';
import { ignored } from './installation/programs.js';
import { signalled } from './installation/signalled.js';
import { progressReporter } from './demo/progress.js';

/*
 * npm run demo: a whole installation on one machine, shown at work and stopped again. Its directory is its own, so that two can
 * run side by side; it is removed at the end, unless something went wrong and somebody wants to look.
 */
const tell = progressReporter(process.stderr);
const dir = join(ignored, `demo-${process.pid}`);
const say = (text: string): void => void process.stderr.write(text);

function readOptions(): DemoOptions {
  try {
    return parseOptions(process.argv.slice(2));
  } catch (error) {
    say(`${error instanceof Error ? error.message : String(error)}\n${usage}`);
    process.exit(2);
  }
}

function invite({ base, administrator, apps }: DemoInstallation, { client }: StoryResult): void {
  tell.title('It is yours until Ctrl-C');
  tell.note(`console       ${base}/`);
  tell.note(`gateway       ${base}, user ${administrator.name}, password ${administrator.password}`);
  for (const app of apps) tell.note(`${app.name}       ${app.url}, ${app.dir}`);
  tell.note(`files, logs   ${dir}`);
  say(`\n  curl -sS '${client.base}/rex?token=${client.token}' -d action=release -d k=server -d senv=uat\n\n`);
}

function lament(error: unknown): void {
  say(`\n${error instanceof Error ? error.message : String(error)}\n`);
  for (const name of ['gateway', 'worker']) {
    const log = join(dir, `${name}.log`);
    const end = lastLinesOf(log, 30);
    if (end) say(`\nThe end of ${log}:\n${end}\n`);
  }
}

let finished = false;

async function demo({ keep }: DemoOptions, cleanups: CleanupStack, signal: Promise<NodeJS.Signals>): Promise<void> {
  tell.title('Starting the installation');
  const installation = await startDemo(dir, cleanups, tell);
  const ending = await tellStory(installation, dir, tell);
  finished = true;
  process.stdout.write(`${JSON.stringify(ending.answer, null, 2)}\n`);
  if (!keep) return;
  invite(installation, ending);
  await signal;
}

const options = readOptions();
if (options.help) {
  say(usage);
  process.exit(0);
}
const cleanups = new CleanupStack();
const signal = signalled();
let failed = false;
try {
  await Promise.race([demo(options, cleanups, signal), signal]);
} catch (error) {
  failed = true;
  lament(error);
}
tell.title('Stopping the installation');
const complaints = await tell.step('everything that was started is stopped', () => cleanups.close());
for (const complaint of complaints) tell.note(complaint);
if (failed) tell.note(`its files are left for a look: ${dir}`);
else rmSync(dir, { recursive: true, force: true });
process.exit(finished && !failed && complaints.length === 0 ? 0 : 1);
