import { useState } from 'preact/hooks';
import type { BacklogView } from '#api';
import { call } from '../api/client.js';
import { elapsedInWords } from '../format/duration.js';
import { t, locale } from '../language/index.js';
import { CallError } from '../parts/errors.js';
import { useEvery } from '../parts/useEvery.js';
import { useLoad } from '../parts/useLoad.js';
import { LoadingLines } from '../parts/LoadingLines.js';
import { DepthChart } from './DepthChart.js';

const kept = 120;
const everyMs = 3000;

/** The depth of the queue, now and over the last minutes. */
export function QueueDepth() {
  const [past, setPast] = useState<readonly number[]>([]);
  const known = useLoad(async () => {
    const answer = await call('getBacklog');
    setPast((before) => [...before, depthOf(answer)].slice(-kept));
    return answer;
  }, []);
  useEvery(everyMs, () => {
    if (!known.trouble?.unknown) known.again();
  });
  const { value, trouble } = known;
  return (
    <section>
      <h2>{t('queue.title')}</h2>
      {trouble && <CallError trouble={trouble} again={known.again} />}
      {!value && !trouble && <LoadingLines lines={1} />}
      {value && (
        <>
          <dl class="figures">
            <Figure name={t('queue.workers')} value={value.workers} bad={value.workers === 0} />
            <Figure name={t('queue.running')} value={value.running} />
            <Figure name={t('queue.waiting')} value={value.waiting} />
            <Figure name={t('queue.queued')} value={value.queued} />
            <Figure name={t('queue.jobs')} value={value.jobs.apps.waiting + value.jobs.apps.active} />
            <Figure
              name={t('queue.oldest')}
              value={value.oldestSeconds === null ? '–' : elapsedInWords(value.oldestSeconds * 1000, locale())}
              bad={(value.oldestSeconds ?? 0) > 60}
            />
          </dl>
          {value.workers === 0 && <p class="warning">{t('queue.noWorkers')}</p>}
          <DepthChart past={past} kept={kept} seconds={(kept * everyMs) / 1000} />
        </>
      )}
    </section>
  );
}

const depthOf = ({ waiting, running, queued, jobs }: BacklogView): number =>
  waiting + running + queued + jobs.apps.waiting + jobs.apps.active + jobs.apps.delayed;

function Figure({ name, value, bad = false }: { name: string; value: string | number; bad?: boolean }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd class={bad ? 'bad-text' : undefined}>{value}</dd>
    </div>
  );
}
