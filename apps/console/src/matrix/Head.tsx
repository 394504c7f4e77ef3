import { t, label } from '../language/index.js';
import type { MatrixColumn, ColumnCounts } from './columns.js';

/** The head of the matrix: the steps with how many hosts have done each. */
export function Head({
  columns,
  counts,
  hosts,
}: {
  columns: readonly MatrixColumn[];
  counts: ReadonlyMap<string, ColumnCounts>;
  hosts: number;
}) {
  return (
    <div class="matrix-head" role="row" aria-rowindex={1}>
      <div class="matrix-name" role="columnheader" aria-colindex={1}>
        {t('matrix.host')}
      </div>
      {columns.map((column, index) => {
        const { done, failed, begun } = counts.get(column.key)!;
        const first = columns[index - 1]?.phase !== column.phase;
        return (
          <div
            key={column.key}
            class={first ? 'matrix-step first' : 'matrix-step'}
            role="columnheader"
            aria-colindex={index + 2}
          >
            <span class="matrix-phase" aria-hidden={!first}>
              {first ? label('phase', column.phase) : ''}
            </span>
            <span class="matrix-step-name" title={label('step', column.step)}>
              {label('step', column.step)}
            </span>
            <span class="matrix-count">
              {done + failed}/{hosts}
              {failed > 0 && <b class="bad-text"> ✕{failed}</b>}
            </span>
            <svg class="matrix-bar" viewBox="0 0 100 3" preserveAspectRatio="none" aria-hidden="true">
              <rect class="fill-ok" width={(100 * done) / hosts} height="3" />
              <rect class="fill-bad" x={(100 * done) / hosts} width={(100 * failed) / hosts} height="3" />
              <rect class="fill-run" x={(100 * (done + failed)) / hosts} width={(100 * begun) / hosts} height="3" />
            </svg>
          </div>
        );
      })}
      <div class="matrix-end" role="columnheader" aria-colindex={columns.length + 2}>
        {t('matrix.standing')}
      </div>
    </div>
  );
}
