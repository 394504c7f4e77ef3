import { useState } from 'preact/hooks';
import type { ReleaseHead } from '#api';
import { listAll } from '#api/client';
import { call } from '../api/client.js';
import type { PageRoute } from '../navigation/route.js';
import { durationInWords } from '../format/duration.js';
import { inLanguage, label, t, locale } from '../language/index.js';
import { pageRows } from '../navigation/pages.js';
import { Empty } from '../parts/Empty.js';
import { CallError } from '../parts/errors.js';
import { useLoad } from '../parts/useLoad.js';
import { LoadingLines } from '../parts/LoadingLines.js';
import { ReleaseTable } from '../releases/ReleaseTable.js';
import { State } from '../states/State.js';
import { ReleaseViews } from '../releases/ReleaseViews.js';
import { Chart } from './Chart.js';
import { beginning, figures } from './plot.js';

const day = 86_400_000;
const spans = { hour: day / 24, day, week: 7 * day, month: 30 * day } as const;
type Span = keyof typeof spans;
const most = 1000;

async function since(from: number, action: string, app: string): Promise<{ heads: ReleaseHead[]; cut: boolean }> {
  const query = { since: new Date(from).toISOString(), action, app };
  const { items, next } = await listAll({ call }, 'listReleases', { query }, most);
  return { heads: items, cut: next !== null };
}

/** The page of past releases: a chart, figures, and the failures. */
export function HistoryPage({ query }: { query: PageRoute['query'] }) {
  const [span, setSpan] = useState<Span>(
    query.span !== undefined && query.span in spans ? (query.span as Span) : 'week',
  );
  const [action, setAction] = useState('');
  const [app, setApp] = useState('');
  const known = useLoad(async () => {
    const to = Date.now();
    const from = to - spans[span];
    const found = await since(from, action, app);
    return { from: beginning(found.heads, from, to), to, ...found };
  }, [span, action, app]);
  const { value, trouble } = known;
  const sum = value && figures(value.heads);
  const failures = value?.heads.filter(({ outcome }) => outcome === 'failed' || outcome === 'partial') ?? [];
  return (
    <>
      <div class="bar">
        <h1>{inLanguage(pageRows.releases.label)}</h1>
        <div class="filters">
          <ReleaseViews shown="chart" />
          <div class="segments" role="group" aria-label={t('history.span')}>
            {(Object.keys(spans) as Span[]).map((one) => (
              <button key={one} type="button" aria-pressed={span === one} onClick={() => setSpan(one)}>
                {t(`history.${one}`)}
              </button>
            ))}
          </div>
          <select
            aria-label={t('filter.action')}
            value={action}
            onChange={(event) => setAction(event.currentTarget.value)}
          >
            <option value="">{t('filter.any.action')}</option>
            {['release', 'rollback', 'plan', 'service', 'check', 'drift', 'run', 'takeover'].map((one) => (
              <option key={one} value={one}>
                {label('action', one)}
              </option>
            ))}
          </select>
          <input
            type="search"
            aria-label={t('filter.app')}
            placeholder={t('filter.app')}
            value={app}
            onChange={(event) => setApp(event.currentTarget.value.trim())}
          />
        </div>
      </div>
      {trouble && <CallError trouble={trouble} again={known.again} />}
      {!value && known.loading && <LoadingLines lines={6} />}
      {value && value.heads.length === 0 && <Empty title={t('history.none')} />}
      {value && sum && value.heads.length > 0 && (
        <>
          <dl class="figures">
            <Figure name={t('history.settled')} value={String(sum.count)} />
            <Figure name={t('history.failed')} value={String(sum.failed)} bad={sum.failed > 0} />
            <Figure
              name={t('history.median')}
              value={sum.median === null ? '–' : durationInWords(sum.median, locale())}
            />
            <Figure
              name={t('history.longest')}
              value={sum.longest === null ? '–' : durationInWords(sum.longest, locale())}
            />
          </dl>
          {value.cut && <p class="muted">{t('history.cut', { n: most })}</p>}
          <Chart heads={value.heads} from={value.from} to={value.to} />
          <p class="legend">
            {(['succeeded', 'failed', 'partial', 'cancelled'] as const).map((state) => (
              <State key={state} of={state} form="inline" />
            ))}
          </p>
          <h2>{t('history.failures')}</h2>
          {failures.length === 0 ? (
            <Empty title={t('history.noFailures')} />
          ) : (
            <ReleaseTable items={failures.slice(0, 100)} />
          )}
        </>
      )}
    </>
  );
}

function Figure({ name, value, bad = false }: { name: string; value: string; bad?: boolean }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd class={bad ? 'bad-text' : undefined}>{value}</dd>
    </div>
  );
}
