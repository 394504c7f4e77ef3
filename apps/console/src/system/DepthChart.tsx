import { t } from '../language/index.js';

const height = 40;

/** A small chart of the queue's depth, the newest value at the right. */
export function DepthChart({ past, kept, seconds }: { past: readonly number[]; kept: number; seconds: number }) {
  const most = Math.max(1, ...past);
  const from = kept - past.length;
  const points = past.map((value, index) => `${from + index},${height - 2 - (value / most) * (height - 6)}`);
  return (
    <figure class="depth">
      <svg
        viewBox={`0 0 ${kept} ${height}`}
        preserveAspectRatio="none"
        role="img"
        aria-label={t('queue.depth', { n: past.at(-1) ?? 0 })}
      >
        <line class="chart-line" x1="0" x2={kept} y1={height - 1} y2={height - 1} vector-effect="non-scaling-stroke" />
        <polyline class="depth-line" points={points.join(' ')} vector-effect="non-scaling-stroke" />
      </svg>
      <figcaption class="muted">{t('queue.over', { minutes: Math.round(seconds / 60), most })}</figcaption>
    </figure>
  );
}
