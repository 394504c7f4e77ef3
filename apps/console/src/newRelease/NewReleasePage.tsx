import { useRef, useState } from 'preact/hooks';
import type { PlanView } from '#api';
import { awaitPlan } from '#api/client';
import { createRequest } from '#api/client';
import { call } from '../api/client.js';
import { asRefused, type Refused } from '../api/refused.js';
import { go, type PageRoute } from '../navigation/route.js';
import { t } from '../language/index.js';
import { OutageNote } from '../outages/OutageNote.js';
import { CallError } from '../parts/errors.js';
import { LoadingLines } from '../parts/LoadingLines.js';
import { AppPicker } from './AppPicker.js';
import { StrategyFields } from './StrategyFields.js';
import {
  toNewPlan,
  toNewRelease,
  emptyForm,
  invalidFields,
  toStrategy,
  type Mode,
  modes,
  type ReleaseForm,
} from './releaseForm.js';
import { PlanDetails } from './PlanDetails.js';
import { SourceFields } from './SourceFields.js';

function formFrom(query: PageRoute['query']): ReleaseForm {
  const mode = modes.includes(query.mode as Mode) ? (query.mode as Mode) : 'environment';
  const apps = query.apps?.split(/[\s,]+/).filter(Boolean) ?? [];
  return { ...emptyForm, mode, apps, from: query.from ?? '' };
}

/** The page that starts a release: targets, source and strategy, then the plan, then exactly that. */
export function NewReleasePage({ query }: { query: PageRoute['query'] }) {
  const [form, setForm] = useState(() => formFrom(query));
  const [tried, setTried] = useState(false);
  const [plan, setPlan] = useState<PlanView | null>(null);
  const [trouble, setTrouble] = useState<Refused | null>(null);
  const [busy, setBusy] = useState<'plan' | 'release' | null>(null);
  const planning = useRef<AbortController | null>(null);
  const result = useRef<HTMLElement>(null);
  const wrong = invalidFields(form);
  const shown = tried ? wrong : [];
  // A plan belongs to the fields it was made from.
  const set = (change: Partial<ReleaseForm>): void => {
    planning.current?.abort();
    setForm({ ...form, ...change });
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
      const { signal } = planning.current!;
      const first = await call('createPlan', { body: toNewPlan(form), signal });
      setPlan(await awaitPlan({ call }, first, signal));
      result.current?.focus();
    });
  };
  const begin = (hash: string | null): Promise<void> =>
    attempt('release', async () => {
      const expects = form.mode === 'environment' && form.expect !== '';
      const made =
        expects && hash === null
          ? await createRequest({ call }, 'createPromotion', {
              apps: [...form.apps],
              from: form.from.trim(),
              release: form.expect,
              ...toStrategy(form),
            })
          : await createRequest({ call }, 'createRelease', {
              ...toNewRelease(form),
              ...(hash === null ? {} : { plan: hash }),
            });
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
        <AppPicker chosen={form.apps} wrong={shown.includes('apps')} choose={(apps) => set({ apps })} />
        <SourceFields form={form} wrong={shown} set={set} />
        <StrategyFields form={form} wrong={shown} set={set} />
        <label class="check">
          <input
            type="checkbox"
            name="runCommands"
            checked={form.runCommands}
            onChange={({ currentTarget }) => set({ runCommands: currentTarget.checked })}
          />{' '}
          {t('start.runCommands')}
        </label>
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
        <OutageNote names={form.apps} />
        {trouble && (
          <>
            <CallError trouble={trouble} />
            <Difference details={trouble.details} />
          </>
        )}
        {busy === 'plan' && (
          <>
            <p class="muted">{t('plan.making')}</p>
            <LoadingLines lines={6} />
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

/** The differences from the plan a release was refused for. */
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
