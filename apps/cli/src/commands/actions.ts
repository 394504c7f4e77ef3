import type { DriftView, PartView, ReleaseView } from '#api';
import type { CheckAppFindings, Finding } from '#contract';
import { exitOfRelease, exits, type ExitStatus } from '../errors/exits.js';
import type { CliContext } from '../context/cliContext.js';
import { findingLines } from '../output/findings.js';
import { errorLines, outcomeLine } from '../output/release.js';
import { table } from '../output/table.js';
import { printable } from '../output/width.js';
import { runAction } from '../requests/runAction.js';
import { namesOf, type AddCommand } from './command.js';
import { columnHeads, sentence } from '../language/sentence.js';
import { wireWord } from '../language/word.js';

/** Facts of an app as the action stores them; what is not there yet is nothing. */
const factsOf = <F>(part: PartView): Partial<F> => part.facts as Partial<F>;
const yes = (value: boolean | undefined): string =>
  value === undefined ? '?' : sentence(value ? 'check.yes' : 'check.no');

/** Apps that belong to another rexflow, a line each: what is seen there may be that one's doing. */
const foreign = (parts: readonly PartView[], { yellow }: CliContext['paint']): string[] =>
  parts.flatMap((part) => {
    const { heldBy } = factsOf<CheckAppFindings>(part);
    if (!heldBy) return [];
    const { app, host } = part;
    const whose = sentence('check.foreign', { app, host, name: printable(heldBy.name) });
    return [sentence('name.is', { name: yellow(sentence('outcome.warning')), text: whose })];
  });

/** What a check found amiss with an app, and what to do about it. */
function checkFindings({ app, host }: PartView, facts: Partial<CheckAppFindings>): Finding[] {
  const { processes, runs = true, init, programDir, configDir } = facts;
  const amiss = (bad: boolean, message: string, advice: string): Finding[] =>
    bad ? [{ name: `${app} (${host})`, state: 'failed', message, advice }] : [];
  return [
    ...amiss(runs && processes === 0, sentence('check.noProcess'), `rexflow service ${app} start`),
    ...amiss(init === false, sentence('check.noInit'), `rexflow doctor ${app}`),
    ...amiss(programDir === false, sentence('check.noProgram'), `rexflow doctor ${app}`),
    ...amiss(configDir === false, sentence('check.noConfig'), `rexflow doctor ${app}`),
  ];
}

function conclude(context: CliContext, release: ReleaseView, lines: string[], amiss: boolean): ExitStatus {
  context.answer(release, () => [
    ...lines,
    ...foreign(release.apps, context.paint),
    ...errorLines(release, context.paint),
    outcomeLine(release, context.paint),
  ]);
  const exit = exitOfRelease(release);
  return exit === exits.done && amiss ? exits.amiss : exit;
}

/** check, drift */
export const actionCommands: AddCommand = (program, serve) => {
  const check = program
    .command('check')
    .argument('<apps...>', sentence('apps.named'))
    .description(sentence('check.help'));
  serve<[string[]], object>(check, async (context, [names]) => {
    const release = await runAction(context, 'check', { k: namesOf(names).join(' ') }, { quiet: true });
    const facts = release.apps.map((part) => ({ part, ...factsOf<CheckAppFindings>(part) }));
    const rows = facts.map(({ part, processes, init, programDir, configDir }) => [
      ...[part.app, part.host, processes === undefined ? '?' : String(processes)],
      ...[yes(init), yes(programDir), yes(configDir)],
    ]);
    const amiss = facts.some((one) => checkFindings(one.part, one).length > 0 || one.processes === undefined);
    const lines = table(columnHeads('app', 'host', '>processes', 'init', 'program', 'config'), rows);
    const found = facts.flatMap((one) => checkFindings(one.part, one));
    const findings = found.flatMap((one) => findingLines(one, context.paint));
    return conclude(context, release, [...lines, ...findings, ''], amiss);
  });

  const drift = program
    .command('drift')
    .argument('<apps...>', sentence('apps.named'))
    .description(sentence('drift.help'))
    .option('--files', sentence('drift.files'));
  serve<[string[]], { files?: true }>(drift, async (context, [names], { files }) => {
    const release = await runAction(context, 'drift', { k: namesOf(names).join(' ') }, { quiet: true });
    const found = release.apps.map((part) => ({ part, ...factsOf<DriftView>(part) }));
    const rows = found.map((one) => [
      ...[
        one.part.app,
        one.part.host,
        one.state === undefined ? sentence('drift.notAsked') : wireWord(one.state),
        one.release ?? '',
      ],
      one.files ? `+${one.files.added} ~${one.files.changed} -${one.files.deleted}` : '',
    ]);
    const listed = found.flatMap(({ part, paths = [] }) =>
      files ? paths.map((path) => `  ${part.app}  ${path}`) : [],
    );
    const lines = [...table(columnHeads('app', 'host', 'live', 'release', 'files'), rows), ...listed, ''];
    const amiss = found.some(({ state }) => state !== 'exact');
    return conclude(context, release, lines, amiss);
  });
};
