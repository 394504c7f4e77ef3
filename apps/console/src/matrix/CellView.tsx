import { bytes } from '../format/bytes.js';
import { duration } from '../format/duration.js';
import { t, word } from '../language/index.js';
import { Clock } from '../parts/Clock.js';
import type { Cell } from './cells.js';

const signs = { begun: '●', done: '✓', failed: '✕' } as const;

/** One step on one host: a sign, how long, how much. */
export function CellView({ cell, step }: { cell: Cell | undefined; step: string }) {
  if (!cell) {
    return (
      <span class="step none">
        <span class="unseen">{t('cell.none', { step: word('step', step) })}</span>
      </span>
    );
  }
  return (
    <span class={`step ${cell.state}`}>
      <span class="step-sign" aria-hidden="true">
        {signs[cell.state]}
      </span>
      <span class="unseen">{t(`cell.${cell.state}`, { step: word('step', step) })}</span>
      <span class="step-time">
        {cell.endedAt === null ? <Clock since={cell.begunAt} /> : duration(cell.endedAt - cell.begunAt)}
      </span>
      {cell.bytes !== null && cell.bytes > 0 && <span class="step-bytes">{bytes(cell.bytes)}</span>}
    </span>
  );
}
