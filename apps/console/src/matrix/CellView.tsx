import { formatBytes, formatDuration, formatElapsed, type BoardCell } from '#api/client';
import { t, label } from '../language/index.js';
import { now } from '../live/clock.js';

const signs = { begun: '●', done: '✓', failed: '✕' } as const;

/** One step on one host: its sign, duration and bytes sent. */
export function CellView({ cell, step }: { cell: BoardCell | undefined; step: string }) {
  if (!cell) {
    return (
      <span class="step none">
        <span class="unseen">{t('cell.none', { step: label('step', step) })}</span>
      </span>
    );
  }
  return (
    <span class={`step ${cell.state}`}>
      <span class="step-sign" aria-hidden="true">
        {signs[cell.state]}
      </span>
      <span class="unseen">{t(`cell.${cell.state}`, { step: label('step', step) })}</span>
      <span class="step-time">
        {cell.endedAt === null ? formatElapsed(now.value - cell.begunAt) : formatDuration(cell.endedAt - cell.begunAt)}
      </span>
      {cell.bytes !== null && cell.bytes > 0 && <span class="step-bytes">{formatBytes(cell.bytes)}</span>}
    </span>
  );
}
