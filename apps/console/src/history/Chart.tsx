import { useEffect, useRef, useState } from 'preact/hooks';
import type { ReleaseHead } from '#api';
import { linkTo } from '../navigation/route.js';
import { formatDuration } from '#api/client';
import { formatTimestamp } from '../format/timestamp.js';
import { durationInWords } from '../format/duration.js';
import { errorWords } from '../language/errorWords.js';
import { locale, t } from '../language/index.js';
import { outcomeState } from '../states/releaseState.js';
import { stateWord } from '../states/State.js';
import { stateRows } from '../states/states.js';
import { actionTitle, appsTitle } from '../naming/title.js';
import { bars, dots, tookOf } from './plot.js';

const left = 56;
const right = 12;
const upper = 210;
const lower = 56;
const between = 26;

/** Releases over time: each as a point at how long it took, and below how many ended well and how many did not. */
export function Chart({ heads, from, to }: { heads: readonly ReleaseHead[]; from: number; to: number }) {
  const box = useRef<HTMLDivElement>(null);
  const [width, setWidth] = useState(800);
  useEffect(() => {
    const watcher = new ResizeObserver(([entry]) => setWidth(Math.max(240, entry!.contentRect.width)));
    watcher.observe(box.current!);
    return () => watcher.disconnect();
  }, []);
  const inner = width - left - right;
  const plotted = dots(heads, from, to, { width: inner, height: upper });
  const stretches = bars(heads, from, to, Math.max(12, Math.min(60, Math.floor(inner / 14))), inner);
  const most = Math.max(1, ...stretches.map(({ good, bad, other }) => good + bad + other));
  const bottom = upper + between + lower;
  const tickCount = width < 500 ? 3 : 5;
  const times = Array.from({ length: tickCount }, (_, index) => index / (tickCount - 1));
  return (
    <div ref={box} class="chart">
      <svg width={width} height={bottom + 34} role="group" aria-label={t('history.chart')}>
        <g transform={`translate(${left} 8)`}>
          {plotted.ticks.map(({ at, value }) => (
            <g key={value}>
              <line class="chart-line" x1={0} x2={inner} y1={at} y2={at} />
              <text class="chart-text" x={-8} y={at + 4} text-anchor="end">
                {formatDuration(value).replace('.0', '').replace(' 00 s', '').replace(' 00 m', '')}
              </text>
            </g>
          ))}
          {plotted.dots.map(({ head, x, y }) => (
            <a key={head.id} href={linkTo('releases', head.id)} aria-label={spoken(head)}>
              <title>{spoken(head)}</title>
              <circle class="chart-hit" cx={x} cy={y} r={11} />
              {head.outcome === 'done' ? (
                <circle class="chart-dot fill-ok" cx={x} cy={y} r={4.5} />
              ) : (
                <path
                  class={`chart-dot fill-${stateRows[outcomeState(head.outcome)].token}`}
                  d={`M${x} ${y - 6}l6 6l-6 6l-6 -6z`}
                />
              )}
            </a>
          ))}
        </g>
        <g transform={`translate(${left} ${8 + upper + between})`} aria-hidden="true">
          <text class="chart-text" x={-8} y={10} text-anchor="end">
            {most}
          </text>
          <line class="chart-line" x1={0} x2={inner} y1={lower} y2={lower} />
          {stretches.map(({ x, width: wide, good, bad, other }) => {
            const unit = lower / most;
            const bar = (count: number, below: number, tone: string) =>
              count > 0 && (
                <rect
                  class={`fill-${tone}`}
                  x={x + 1}
                  width={Math.max(1, wide - 2)}
                  y={lower - (below + count) * unit}
                  height={count * unit}
                />
              );
            return (
              <g key={x}>
                {bar(good, 0, 'ok')}
                {bar(other, good, 'off')}
                {bar(bad, good + other, 'bad')}
              </g>
            );
          })}
          {times.map((share) => (
            <text
              key={share}
              class="chart-text"
              x={share * inner}
              y={lower + 18}
              text-anchor={share === 0 ? 'start' : share === 1 ? 'end' : 'middle'}
            >
              {formatTimestamp(new Date(from + share * (to - from)).toISOString(), locale(), to)}
            </text>
          ))}
        </g>
      </svg>
    </div>
  );
}

const spoken = (head: ReleaseHead): string =>
  [
    `${actionTitle(head.action)} ${appsTitle(head)}`,
    stateWord(outcomeState(head.outcome)),
    durationInWords(tookOf(head), locale()),
    head.trouble && errorWords(head.trouble).message,
  ]
    .filter(Boolean)
    .join(', ');
