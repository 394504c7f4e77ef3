import { useEffect, useId, useLayoutEffect, useMemo, useRef, useState } from 'preact/hooks';
import type { Board } from '#api/client';
import { useShortcuts } from '../navigation/shortcuts.js';
import { language, t } from '../language/index.js';
import { Empty } from '../parts/Empty.js';
import { columnsOf, leastWidth, countColumns, widthsOf } from './columns.js';
import { Head } from './Head.js';
import { TargetRow } from './TargetRow.js';
import { move } from './move.js';
import { arranged, type Order } from './order.js';
import { useRowHeight } from './useRowHeight.js';
import { visibleLines } from './window.js';

/** The selected cell; `column` is null for the target as a whole. */
export interface MatrixPosition {
  app: string;
  column: string | null;
}

/** Beyond so many rows only those in view are drawn. */
const short = 40;
/** Above so many rows there is a filter. */
const many = 8;

/** A release as targets by steps. Arrow keys move through it as through a sheet, Enter opens the details of a cell. */
export function Matrix({
  board,
  place,
  pick,
}: {
  board: Board;
  place: MatrixPosition | null;
  pick: (place: MatrixPosition | null) => void;
}) {
  const prefix = useId();
  const [filter, setFilter] = useState('');
  const [order, setOrder] = useState<Order>('rollout');
  const [active, setActive] = useState({ line: 0, column: -1 });
  const [view, setView] = useState({ scrolled: 0, height: 600 });
  const body = useRef<HTMLDivElement>(null);
  const search = useRef<HTMLInputElement>(null);
  const element = useRef<HTMLDivElement>(null);
  const lineHeight = useRowHeight(element);

  const { release, rows } = board;
  const cells = [...rows.values()].map((row) => row.cells);
  const found = columnsOf(release.action, cells, release.state === 'settled');
  const names = found.map(({ key, wide }) => `${key} ${wide}`).join();
  const columns = useMemo(() => found, [names]);
  const counts = countColumns(columns, cells);
  const parts = arranged(release, { filter, order });
  const long = parts.length > short;
  const { from, to } = long ? visibleLines({ ...view, lineHeight }, parts.length) : { from: 0, to: parts.length };
  const line = Math.min(active.line, Math.max(0, parts.length - 1));

  const openCell = (at: number, column: number): void => {
    setActive({ line: at, column });
    const part = parts[at];
    if (part) pick({ app: part.app, column: columns[column]?.key ?? null });
  };
  const latest = useRef(openCell);
  latest.current = openCell;
  const pickLine = useMemo(() => (at: number, column: number) => latest.current(at, column), []);

  useLayoutEffect(() => {
    const box = element.current;
    if (!box || !long) return;
    const measure = (): void => setView({ scrolled: box.scrollTop, height: box.clientHeight });
    measure();
    box.addEventListener('scroll', measure, { passive: true });
    return () => box.removeEventListener('scroll', measure);
  }, [long]);
  useEffect(() => {
    const box = element.current;
    if (!box || !long) return;
    const top = line * lineHeight;
    // The head stays over the lines.
    const seen = box.clientHeight - (body.current?.offsetTop ?? 0);
    if (top < box.scrollTop) box.scrollTop = top;
    else if (top + lineHeight > box.scrollTop + seen) box.scrollTop = top + lineHeight - seen;
  }, [line, long]);
  // Not after the next paint: a key may be pressed by then, and would be forgotten.
  useLayoutEffect(() => {
    setActive({ line: 0, column: -1 });
    if (element.current) element.current.scrollTop = 0;
  }, [filter, order]);
  useShortcuts([{ keys: '/', says: 'matrix.filter', act: () => search.current?.focus() }], release.apps.length > many);
  useShortcuts([
    { keys: 'x', says: 'matrix.troubleFirst', act: () => setOrder(order === 'rollout' ? 'trouble' : 'rollout') },
  ]);

  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === 'Enter' || event.key === ' ') openCell(line, active.column);
    else if (event.key === 'Escape' && place) pick(null);
    else {
      const next = move(event.key, { line, column: active.column }, { lines: parts.length, columns: columns.length });
      if (!next) return;
      setActive(next);
    }
    event.preventDefault();
  };

  return (
    <div class="matrix-box">
      {release.apps.length > many && (
        <div class="filters">
          <input
            ref={search}
            type="search"
            value={filter}
            placeholder={t('matrix.filter')}
            aria-label={t('matrix.filter')}
            onInput={(event) => setFilter(event.currentTarget.value)}
          />
          <label class="check">
            <input
              type="checkbox"
              checked={order === 'trouble'}
              onChange={() => setOrder(order === 'trouble' ? 'rollout' : 'trouble')}
            />
            {t('matrix.troubleFirst')}
          </label>
        </div>
      )}
      {parts.length === 0 && <Empty title={t('matrix.noMatch')} />}
      {parts.length > 0 && (
        <div
          ref={element}
          class={long ? 'matrix long' : 'matrix'}
          role="grid"
          tabIndex={0}
          aria-label={t('matrix.title')}
          aria-rowcount={parts.length + 1}
          aria-colcount={columns.length + 2}
          aria-activedescendant={`${prefix}-${line}-${active.column}`}
          onKeyDown={onKeyDown}
          style={{
            '--columns': Math.max(1, columns.length),
            '--widths': widthsOf(columns),
            '--least': `${leastWidth(columns)}rem`,
          }}
        >
          <Head columns={columns} counts={counts} hosts={release.apps.length} />
          <div ref={body} class="matrix-body" role="rowgroup">
            <div
              role="presentation"
              class="matrix-all"
              style={long ? { height: `${parts.length * lineHeight}px` } : undefined}
            >
              {parts.slice(from, to).map((part, offset) => (
                <TargetRow
                  key={part.app}
                  release={release}
                  part={part}
                  cells={rows.get(part.app)?.cells}
                  columns={columns}
                  index={from + offset}
                  top={long ? (from + offset) * lineHeight : null}
                  active={from + offset === line ? active.column : null}
                  prefix={prefix}
                  speaks={language.value}
                  pick={pickLine}
                />
              ))}
            </div>
          </div>
        </div>
      )}
    </div>
  );
}
