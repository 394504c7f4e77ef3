import type { FleetEditedView } from '#api';
import type { CliContext } from '../context/cliContext.js';
import { printable } from '../output/width.js';
import { enumerated, sentence } from '../language/sentence.js';
import { listAtTerminal } from '../language/statementAtTerminal.js';
import { wireWord } from '../language/word.js';

type Change = FleetEditedView['changes'][number];

const signs = { added: '+', changed: '~', removed: '-' } as const;

const shown = (value: unknown): string => printable(typeof value === 'string' ? value : JSON.stringify(value));

function lineOf({ change }: Change, { key, before, after }: Change['values'][number]): string {
  if (change === 'added' || before === null) return `    ${key}: ${shown(after)}`;
  if (change === 'removed' || after === null) return `    ${sentence('changes.gone', { key, before: shown(before) })}`;
  return `    ${key}: ${shown(before)} -> ${shown(after)}`;
}

/** What was changed, or would be, as people read it. */
export function changeLines(
  { paint }: Pick<CliContext, 'paint'>,
  { changes, applied, leftOut, statements, underWay = [] }: FleetEditedView,
): string[] {
  const colours = { added: paint.green, changed: paint.yellow, removed: paint.red };
  const rows = changes.flatMap((change) => [
    colours[change.change](`${signs[change.change]} ${wireWord(change.kind)} ${printable(change.name)}`),
    ...(change.change === 'removed' ? [] : change.values.map((value) => lineOf(change, value))),
  ]);
  const count = (what: Change['change']): number => changes.filter(({ change }) => change === what).length;
  const [added, changed, removed] = [count('added'), count('changed'), count('removed')];
  const sum = applied
    ? sentence('changes.done', { added, changed, removed })
    : sentence('changes.toDo', { added, changed, removed });
  return [
    ...rows,
    ...listAtTerminal(leftOut, statements).map(
      (reason) => `${paint.yellow('!')} ${sentence('changes.left', { reason: printable(reason) })}`,
    ),
    ...underWay.map(({ release, action, caller, apps }) =>
      printable(
        sentence('changes.underWay', {
          ...{ action: wireWord(action), caller, apps: enumerated(apps) },
          release: release.slice(-8),
        }),
      ),
    ),
    changes.length === 0 ? sentence('changes.nothing') : sum,
  ];
}
