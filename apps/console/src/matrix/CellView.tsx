import { bytes } from '../format/bytes.js';
import { duration } from '../format/duration.js';
import { t, label } from '../language/index.js';
import { ElapsedTime } from '../parts/ElapsedTime.js';
import type { MatrixCell } from './cells.js';

const signs = { begun: '●', done: '✓', failed: '✕' } as const;

/** One step on one host: its sign, duration and bytes sent. */
export function CellView({ cell, step }: { cell: MatrixCell | undefined; step: string }) {
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
        {cell.endedAt === null ? <ElapsedTime since={cell.begunAt} /> : duration(cell.endedAt - cell.begunAt)}
      </span>
      {cell.bytes !== null && cell.bytes > 0 && <span class="step-bytes">{bytes(cell.bytes)}</span>}
    </span>
  );
}
