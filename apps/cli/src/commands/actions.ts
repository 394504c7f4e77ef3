import type { CheckAppFacts, DriftView, PartView, ReleaseView, RunAppFacts, ServiceAppFacts } from '#contract';
import { serviceOperations } from '#contract/lists';
import { quote } from '#shell';
import { misused } from '../errors/ending.js';
import { exitOfRelease, exits, type Exit } from '../errors/exits.js';
import { post } from '../requests/finish.js';
import type { House } from '../context/house.js';
import { troubles, verdict } from '../output/release.js';
import { table } from '../output/table.js';
import { tame } from '../output/width.js';
import { watch } from '../requests/watch.js';
import { examples, namesOf, type AddCommand } from './command.js';

/** Has an action carried out and watched to its end, without a word where `quiet`. */
export async function perform(
  house: House,
  action: string,
  parameters: Record<string, string>,
  { quiet }: { quiet: boolean },
): Promise<ReleaseView> {
  const api = house.api();
  const release = await post(api, 'createAction', { body: { action, parameters } }, undefined);
  return await watch(api, release, quiet ? { ...house, live: false, say: () => undefined } : house);
}

/** Facts of an app as the action stores them; what is not there yet is nothing. */
const factsOf = <F>(part: PartView): Partial<F> => part.facts as Partial<F>;
const apps = 'app_key or local_name; all is every app';
const yes = (value: boolean | undefined): string => (value === undefined ? '?' : value ? 'yes' : 'no');

/** Apps that belong to another rexflow, a line each: what is seen there may be that one's doing. */
const foreign = (parts: readonly PartView[], { yellow }: House['paint']): string[] =>
  parts.flatMap((part) => {
    const { heldBy } = factsOf<CheckAppFacts>(part);
    if (!heldBy) return [];
    const whose = `${part.app} (${part.host}) belongs to another rexflow, ${tame(heldBy.name)}`;
    return [`${yellow('warning')}: ${whose}; to take it over: rexflow takeover ${part.app} --reason TEXT`];
  });

function conclude(house: House, release: ReleaseView, told: string[], amiss: boolean): Exit {
  house.answer(release, () => [
    ...told,
    ...foreign(release.apps, house.paint),
    ...troubles(release, house.paint),
    verdict(release, house.paint),
  ]);
  const exit = exitOfRelease(release);
  return exit === exits.done && amiss ? exits.amiss : exit;
}

/** What a command wrote, behind the name of the app where there are several. */
function output(release: ReleaseView): string[] {
  const alone = release.apps.length === 1;
  return release.apps.flatMap((part) => {
    const { stdout = '', stderr = '', exitCode } = factsOf<RunAppFacts>(part);
    const lines = [stdout, stderr]
      .filter((text) => text !== '')
      .flatMap((text) => tame(text).replace(/\n$/, '').split('\n'));
    const ended = exitCode === 0 || exitCode === undefined ? [] : [`(exit status ${exitCode ?? 'none: it was ended'})`];
    return [...lines, ...ended].map((line) => (alone ? line : `${part.app} | ${line}`));
  });
}

/** check, service, run, drift */
export const actions: AddCommand = (program, serve) => {
  const check = program
    .command('check')
    .argument('<apps...>', apps)
    .description('look whether the applications run and their directories exist');
  serve<[string[]], object>(check, async (house, [names]) => {
    const release = await perform(house, 'check', { k: namesOf(names).join(' ') }, { quiet: true });
    const facts = release.apps.map((part) => ({ part, ...factsOf<CheckAppFacts>(part) }));
    const rows = facts.map(({ part, processes, init, programDir, configDir }) => [
      ...[part.app, part.host, processes === undefined ? '?' : String(processes)],
      ...[yes(init), yes(programDir), yes(configDir)],
    ]);
    const amiss = facts.some((one) => one.processes === 0 || !one.init || !one.programDir || !one.configDir);
    const told = table(['app', 'host', '>processes', 'init script', 'program', 'config'], rows);
    return conclude(house, release, [...told, ''], amiss);
  });

  const service = program
    .command('service')
    .argument('<apps...>', `${apps}, and then start, stop or restart`)
    .usage('[options] <apps...> start|stop|restart')
    .description('start, stop or restart applications')
    .option('--queue', 'wait in line for a busy app')
    .addHelpText('after', examples('rexflow service web1 restart'));
  serve<[string[]], { queue?: true }>(service, async (house, [words], { queue }) => {
    const a = words.at(-1)!;
    if (!(serviceOperations as readonly string[]).includes(a))
      throw misused(`"${a}": start, stop or restart is expected at the end`);
    if (words.length < 2) throw misused('apps are missing: rexflow service APPS... start|stop|restart');
    const k = namesOf(words.slice(0, -1)).join(' ');
    const release = await perform(house, 'service', { k, a, ...(queue ? { queue: '1' } : {}) }, { quiet: false });
    const told = release.apps.map((part) => factsOf<ServiceAppFacts>(part).message ?? '').filter((text) => text !== '');
    return conclude(house, release, told, false);
  });

  const run = program
    .command('run')
    .argument('<apps...>', apps)
    .usage('[options] <apps...> -- <command...>')
    .description('run a shell command on the hosts of apps, as the user who logs in there')
    .addHelpText(
      'after',
      `\nOne word behind -- is shell text; several are a command and its arguments, each quoted.\n${examples(
        'rexflow run web -- uptime',
        "rexflow run web1,web2 -- 'df -h /data | tail -1'",
      )}`,
    );
  serve<[string[]], { command?: string[] }>(run, async (house, [names], { command = [] }) => {
    if (command.length === 0) throw misused('the command is missing: rexflow run APPS... -- COMMAND');
    const cmd = command.length === 1 ? command[0]! : command.map(quote).join(' ');
    const release = await perform(house, 'run', { k: namesOf(names).join(' '), cmd }, { quiet: true });
    // What the command itself ended with stands behind what it wrote.
    const rest = release.apps.filter((part) => factsOf<RunAppFacts>(part).exitCode === undefined);
    const trouble = rest.length > 0 ? release.trouble : null;
    house.answer(release, () => [...output(release), ...troubles({ trouble, apps: rest }, house.paint)]);
    return exitOfRelease(release);
  });

  const drift = program
    .command('drift')
    .argument('<apps...>', apps)
    .description('tell whether what is live still is what was released')
    .option('--files', 'list the files that differ');
  serve<[string[]], { files?: true }>(drift, async (house, [names], { files }) => {
    const release = await perform(house, 'drift', { k: namesOf(names).join(' ') }, { quiet: true });
    const found = release.apps.map((part) => ({ part, ...factsOf<DriftView>(part) }));
    const rows = found.map((one) => [
      ...[one.part.app, one.part.host, one.state ?? 'not asked', one.release ?? ''],
      one.files ? `+${one.files.added} ~${one.files.changed} -${one.files.deleted}` : '',
    ]);
    const listed = found.flatMap(({ part, paths = [] }) =>
      files ? paths.map((path) => `  ${part.app}  ${path}`) : [],
    );
    const told = [...table(['app', 'host', 'live', 'release', 'files'], rows), ...listed, ''];
    const amiss = found.some(({ state }) => state !== 'exact');
    return conclude(house, release, told, amiss);
  });
};
