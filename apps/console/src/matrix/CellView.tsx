import { formatBytes, formatDuration, formatElapsed, type BoardCell } from '#api/client';
import { t, label } from '../language/index.js';
import { State } from '../states/State.js';
import { now } from '../live/clock.js';

/** How a step is shown. */
export const stepState = { begun: 'running', done: 'succeeded', failed: 'failed' } as const;

/** One step on one host, which may be `over` with the release: its state, duration and bytes sent. */
export function CellView({ cell, step, over }: { cell: BoardCell | undefined; step: string; over: boolean }) {
  if (!cell) {
    return (
      <span class="step none">
        <State
          of={over ? 'unchanged' : 'waiting'}
          text={t(over ? 'cell.skipped' : 'cell.none', { step: label('step', step) })}
          form="mark"
        />
      </span>
    );
  }
  return (
    <span class={`step ${cell.state}`}>
      <State of={stepState[cell.state]} text={t(`cell.${cell.state}`, { step: label('step', step) })} form="mark" />
      <span class="step-time">
        {cell.endedAt === null ? formatElapsed(now.value - cell.begunAt) : formatDuration(cell.endedAt - cell.begunAt)}
      </span>
      {cell.bytes !== null && cell.bytes > 0 && <span class="step-bytes">{formatBytes(cell.bytes)}</span>}
    </span>
  );
}
