import { useRef, useState } from 'preact/hooks';
import type { PlanView } from '#contract';
import { createPlan, createPromotion, createRelease } from '../api/calls.js';
import { asRefused, type Refused } from '../api/refused.js';
import { go, type Route } from '../navigation/route.js';
import { t } from '../language/index.js';
import { Refusal } from '../parts/Trouble.js';
import { Waiting } from '../parts/Waiting.js';
import { AppPicker } from './AppPicker.js';
import { Manner } from './Manner.js';
import { bodyOf, emptyOrder, lacking, mannerOf, type Mode, modes, type Order } from './order.js';
import { PlanDetails } from './PlanDetails.js';
import { SourceFields } from './SourceFields.js';

function orderFrom(query: Route['query']): Order {
  const mode = modes.includes(query.mode as Mode) ? (query.mode as Mode) : 'environment';
  const apps = query.apps?.split(/[\s,]+/).filter(Boolean) ?? [];
  return { ...emptyOrder, mode, apps, from: query.from ?? '' };
}

/** Starts a release: what, from where, how; then what that would do; then that, and nothing else. */
export function StartPage({ query }: { query: Route['query'] }) {
  const [order, setOrder] = useState(() => orderFrom(query));
  const [tried, setTried] = useState(false);
  const [plan, setPlan] = useState<PlanView | null>(null);
  const [trouble, setTrouble] = useState<Refused | null>(null);
  const [busy, setBusy] = useState<'plan' | 'release' | null>(null);
  const planning = useRef<AbortController | null>(null);
  const result = useRef<HTMLElement>(null);
  const wrong = lacking(order);
  const shown = tried ? wrong : [];
  // A plan tells of what was filled in when it was made.
  const set = (change: Partial<Order>): void => {
    planning.current?.abort();
    setOrder({ ...order, ...change });
    setPlan(null);
    setTrouble(null);
  };
  const attempt = async (what: 'plan' | 'release', deed: () => Promise<void>): Promise<void> => {
    setTried(true);
    if (wrong.length > 0) {
      document.querySelector<HTMLElement>(`[name="${wrong[0]}"]`)?.focus();
      return;
    }
    setBusy(what);
    setTrouble(null);
    try {
      await deed();
    } catch (thrown) {
      if (!planning.current?.signal.aborted || what === 'release') setTrouble(asRefused(thrown));
    }
    setBusy(null);
  };
  const makePlan = (): Promise<void> => {
    planning.current = new AbortController();
    return attempt('plan', async () => {
      setPlan(null);
      setPlan(await createPlan(bodyOf(order), planning.current!.signal));
      result.current?.focus();
    });
  };
  const begin = (hash: string | null): Promise<void> =>
    attempt('release', async () => {
      const expects = order.mode === 'environment' && order.expect !== '';
      const made =
        expects && hash === null
          ? await createPromotion({
              apps: [...order.apps],
              from: order.from.trim(),
              release: order.expect,
              ...mannerOf(order),
            })
          : await createRelease({ ...bodyOf(order), ...(hash === null ? {} : { plan: hash }) });
      go(`/releases/${made.id}`);
    });
  return (
    <div class="start">
      <form
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          void makePlan();
        }}
      >
        <h1>{t('start.title')}</h1>
        <AppPicker chosen={order.apps} wrong={shown.includes('apps')} choose={(apps) => set({ apps })} />
        <SourceFields order={order} wrong={shown} set={set} />
        <Manner order={order} wrong={shown} set={set} />
        <div class="form-end">
          <button type="submit" class="primary" disabled={busy !== null}>
            {t('start.plan')}
          </button>
          <button type="button" disabled={busy !== null} onClick={() => void begin(null)}>
            {t('start.without')}
          </button>
          {shown.length > 0 && (
            <span class="bad-text" role="alert">
              {t('start.lacking', { n: shown.length })}
            </span>
          )}
        </div>
      </form>
      <section ref={result} tabIndex={-1} class="start-plan" aria-label={t('plan.title')} aria-busy={busy === 'plan'}>
        {trouble && (
          <>
            <Refusal trouble={trouble} />
            <Difference details={trouble.details} />
          </>
        )}
        {busy === 'plan' && (
          <>
            <p class="muted">{t('plan.making')}</p>
            <Waiting lines={6} />
          </>
        )}
        {plan && <PlanDetails plan={plan} busy={busy !== null} release={() => void begin(plan.hash)} />}
        {!plan && !trouble && busy === null && (
          <div class="start-hint">
            <h2>{t('plan.title')}</h2>
            <p>{t('plan.what')}</p>
          </div>
        )}
      </section>
    </div>
  );
}

/** What has become different since the plan, where a release is refused for it. */
function Difference({ details }: { details: Refused['details'] }) {
  const lines = Object.entries(details).filter(([, value]) => Array.isArray(value) && value.length > 0);
  if (lines.length === 0) return null;
  return (
    <ul class="paths">
      {lines.flatMap(([name, value]) =>
        (value as unknown[]).map((one, index) => (
          <li key={`${name} ${index}`}>{typeof one === 'string' ? one : JSON.stringify(one)}</li>
        )),
      )}
    </ul>
  );
}
