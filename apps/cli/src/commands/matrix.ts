import type { MatrixCellView, MatrixView, UnusableCellView } from '#api';
import { wholeMatrix } from '#api/client';
import { exits } from '../errors/exits.js';
import { sentence } from '../language/sentence.js';
import { wholeAtTerminal } from '../language/statementAtTerminal.js';
import { day } from '../output/figures.js';
import { table } from '../output/table.js';
import { unusableLines } from '../output/unusable.js';
import { printable } from '../output/width.js';
import { examples, type AddCommand } from './command.js';

/** A cell in a few words: what runs, since when, and what is not well. */
function cellText(cell: MatrixCellView | undefined): string {
  if (!cell) return '-';
  const { state, version: known, stamp, since, apps, shares, drifted, stopped = 0 } = cell;
  const version = stamp === null ? sentence('matrix.nothing') : (known ?? (stamp || sentence('matrix.unknown')));
  const [most] = shares;
  const runs = state === 'mixed' && most ? sentence('matrix.share', { version, n: most.apps, of: apps }) : version;
  const amiss = {
    failing: [sentence('matrix.failing')],
    uniform: [],
    drifted: [sentence('matrix.drifted', { n: drifted })],
    mixed: [sentence('matrix.mixed')],
    unknown: [sentence('matrix.unknown')],
  }[state];
  const still = stopped === 0 ? [] : [sentence('matrix.stopped', { n: stopped })];
  return [runs, ...amiss, ...still, ...(since === null ? [] : [day(since).slice(0, 10)])].join(', ');
}

function rows({ environments, items }: MatrixView): string[][] {
  return items.map(({ group, cells, promote }) => [
    group,
    ...environments.map(({ name, problem }) =>
      problem === null ? cellText(cells.find((cell) => cell.environment === name)) : '?',
    ),
    promote === null ? '' : `rexflow promote ${group} --from ${promote.from} --release ${promote.stamp}`,
  ]);
}

/** A group that has only rows in an environment that are no apps, why, and what puts the first of them right. */
function unusableCell({ problem, problemStatement: statement, database, ...cell }: UnusableCellView): string {
  const known = { ...cell, problem: wholeAtTerminal({ message: problem, statement }) };
  return database === undefined
    ? sentence('matrix.unusable', known)
    : sentence('matrix.unusableThere', { ...known, database });
}

/** matrix */
export const matrixCommand: AddCommand = (program, serve) => {
  const command = program
    .command('matrix')
    .argument('[group]', sentence('matrix.group'))
    .description(sentence('matrix.help'))
    .addHelpText('after', examples('rexflow matrix', 'rexflow matrix web --json | jq -r ".items[].promote"'));
  serve<[string | undefined], object>(command, async (context, [group]) => {
    const found = await wholeMatrix(context.client(), group);
    context.answer(found, () => [
      ...table(
        [
          sentence('matrix.head.group'),
          ...found.environments.map(({ name, own }) => (own ? sentence('matrix.here', { name }) : name)),
          sentence('matrix.head.promote'),
        ],
        rows(found),
      ),
      ...found.environments.flatMap(({ name, problem, statement }) =>
        problem === null ? [] : [printable(`${name}: ${wholeAtTerminal({ message: problem, statement })}`)],
      ),
      ...unusableLines(found.unusable?.map(unusableCell) ?? [], found.unusableTotal ?? 0, context.paint),
      ...(found.environments.some(({ own, problem }) => !own && problem === null) ? [sentence('matrix.recorded')] : []),
    ]);
    return exits.done;
  });
};
