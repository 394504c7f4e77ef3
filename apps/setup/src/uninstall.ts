import { privateServersRun } from '#provision';
import { runProgram } from './runProgram.js';
import { setupText } from './language/setupText.js';
import { uninstallOptions, type UninstallOptions } from './options.js';
import type { Made } from './plan/action.js';
import { readRecord } from './plan/record.js';
import { SetupError } from './plan/setupError.js';
import { aloneAt } from './placeLock.js';
import { removeEmpty, takeBack } from './plan/takeBack.js';
import { passphraseFile } from './steps/backupTimer.js';
import { machinePlaces, prefixPlaces, type Places } from './steps/places.js';
import { gatewayRuns } from './steps/ownAddress.js';
import { runsSystemd } from './steps/units.js';
import { confirmed, isAsked, tell, typedCommand } from './terminal.js';

/* rexflow uninstall: takes back what setup made, by its record, last first. */
const args = process.argv.slice(2);
const command = typedCommand('uninstall', args);

const list = (title: string, made: readonly Made[]): void => {
  if (made.length === 0) return;
  tell(title);
  for (const { kind, name } of made) tell(`  ${setupText(`made.${kind}`, { name })}`);
};

async function main(options: UninstallOptions): Promise<number> {
  const places = options.prefix === undefined ? machinePlaces(options.machine) : prefixPlaces(options.prefix);
  return options.dryRun
    ? await uninstall(options, places)
    : await aloneAt(places, command, () => uninstall(options, places));
}

async function uninstall(options: UninstallOptions, places: Places): Promise<number> {
  const record = readRecord(places.record);
  if (record === null) {
    // Nothing was begun that could be gone on with.
    tell(`rexflow: ${setupText('error.nothing', { path: places.etc })}`);
    return 1;
  }
  const { port } = record.choices;
  const systemd = runsSystemd(places);
  if (
    (places.prefix !== null || !systemd) &&
    ((await gatewayRuns(places, record.choices)) || privateServersRun(places.servers))
  ) {
    throw new SetupError(setupText('error.running', { port }), setupText('advice.running'));
  }
  const all = [...record.made].reverse();
  const going = all.filter(({ data }) => options.data ?? !data);
  list(setupText('remove.head'), going);
  if (!options.data)
    list(
      setupText('remove.keeps'),
      all.filter(({ data }) => data),
    );
  const { backup } = record;
  if (backup !== null && going.some(({ name }) => name === passphraseFile(places)))
    tell(setupText('remove.passphrase', { dir: backup.dir, path: passphraseFile(places) }));
  if (options.dryRun) {
    tell(setupText('plan.dry'));
    return 0;
  }
  if (!options.yes && going.length > 0) {
    if (!isAsked()) {
      tell(`${setupText('ask.nobody')}: ${setupText('ask.sayYes', { command })}`);
      return 2;
    }
    if (!(await confirmed(setupText(options.data ? 'ask.remove' : 'ask.go')))) return 1;
  }
  for (const made of going) {
    await takeBack(made, { systemd });
    record.forget(made);
  }
  if (places.prefix === null) tell(setupText('remove.packages'));
  if (record.made.length === 0) {
    record.remove();
    // They held the record.
    for (const { kind, name } of going) if (kind === 'directory') removeEmpty(name);
    tell(setupText('remove.done'));
  } else tell(setupText('remove.tellData', { command }));
  return 0;
}

await runProgram(uninstallOptions(args), main, command, () => true);
