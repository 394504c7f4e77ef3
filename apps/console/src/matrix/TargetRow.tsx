import { Component } from 'preact';
import type { StepCells } from '#api/client';
import type { PartView, ReleaseView } from '#api';
import { wholeWords } from '../language/statedWords.js';
import { State } from '../states/State.js';
import { targetState, type TargetState } from '../states/targetState.js';
import { CellView } from './CellView.js';
import type { MatrixColumn } from './columns.js';

/** States of a target that has steps to come. */
const underWay: readonly TargetState[] = ['waiting', 'running', 'queued', 'prepared'];

export interface TargetRowProps {
  release: Pick<ReleaseView, 'action' | 'state'>;
  part: PartView;
  cells: StepCells | undefined;
  columns: readonly MatrixColumn[];
  index: number;
  top: number | null;
  /** The active column of this row, -1 for its name, null when it is in another row. */
  active: number | null;
  prefix: string;
  speaks: string;
  pick: (index: number, column: number) => void;
}

/** The row of one target, drawn again only when something in it changed. */
export class TargetRow extends Component<TargetRowProps> {
  override shouldComponentUpdate(next: TargetRowProps): boolean {
    const { part, cells, columns, index, top, active, release, speaks } = this.props;
    return (
      part !== next.part ||
      cells !== next.cells ||
      columns !== next.columns ||
      index !== next.index ||
      top !== next.top ||
      active !== next.active ||
      speaks !== next.speaks ||
      release.state !== next.release.state
    );
  }

  override render({ release, part, cells, columns, index, top, active, prefix, pick }: TargetRowProps) {
    const state = targetState(part, release);
    const mark = (column: number): Record<string, unknown> => ({
      id: `${prefix}-${index}-${column}`,
      'data-active': active === column ? '' : undefined,
      onClick: () => pick(index, column),
    });
    return (
      <div
        class="matrix-line"
        role="row"
        aria-rowindex={index + 2}
        style={top === null ? undefined : { transform: `translateY(${top}px)` }}
      >
        <div class="matrix-name" role="rowheader" aria-colindex={1} {...mark(-1)}>
          <span class="matrix-app">{part.app}</span>
          <span class="matrix-host">{part.host}</span>
        </div>
        {columns.map((column, place) => (
          <div key={column.key} class="matrix-cell" role="gridcell" aria-colindex={place + 2} {...mark(place)}>
            <CellView cell={cells?.[column.key]} step={column.step} over={!underWay.includes(state)} />
          </div>
        ))}
        <div class="matrix-end" role="gridcell" aria-colindex={columns.length + 2} {...mark(columns.length)}>
          <State of={state} form="inline" />
          {part.trouble && <span class="matrix-code">{part.trouble.code}</span>}
          {part.waiting && <Waiting waiting={part.waiting} />}
        </div>
      </div>
    );
  }
}

/** What a target waits for, in the language of the page where that is known. */
function Waiting({ waiting: { for: what, statement } }: { waiting: NonNullable<PartView['waiting']> }) {
  const { message, lang } = wholeWords({ message: what, statement });
  return (
    <span class="matrix-code" lang={lang}>
      {message}
    </span>
  );
}
