import { useEffect } from 'preact/hooks';
import { call } from '../api/client.js';
import { asRefused } from '../api/refused.js';
import { linkTo } from '../navigation/route.js';
import { refusalWords } from '../language/errorWords.js';
import { inLanguage, t } from '../language/index.js';
import { pageRows } from '../navigation/pages.js';
import { onEvents } from '../live/feed.js';
import { ElapsedTime } from '../parts/ElapsedTime.js';
import { Timestamp } from '../parts/Timestamp.js';
import { showNotice } from '../parts/currentNotices.js';
import { CallError } from '../parts/errors.js';
import { useLoad } from '../parts/useLoad.js';
import { useSoon } from '../parts/useSoon.js';
import { LoadingLines } from '../parts/LoadingLines.js';
import { actionTitle } from '../naming/title.js';
import { Findings } from './Findings.js';
import { QueueDepth } from './QueueDepth.js';

/** The page of the installation itself: queue, leases, health checks. */
export function SystemPage() {
  return (
    <>
      <div class="bar">
        <h1>{inLanguage(pageRows.system.label)}</h1>
        <button type="button" onClick={() => void openBoard()}>
          {t('system.queues')} ↗
        </button>
      </div>
      <QueueDepth />
      <Leases />
      <Findings />
    </>
  );
}

async function openBoard(): Promise<void> {
  try {
    await call('createBoardSession');
    // The page of the queues cannot be asked with a token; it looks at the cookie that was just set.
    location.assign('/queues/');
  } catch (thrown) {
    showNotice(refusalWords(asRefused(thrown)).message, true);
  }
}

function Leases() {
  const known = useLoad(async () => (await call('listLeases')).items, []);
  const soon = useSoon(known.again, 500);
  useEffect(
    () =>
      onEvents((events) => {
        if (
          events.some(({ kind }) => kind === 'accepted' || kind === 'granted' || kind === 'phase' || kind === 'settled')
        )
          soon();
      }, soon),
    [],
  );
  return (
    <section>
      <h2>{t('lease.title')}</h2>
      {known.trouble && <CallError trouble={known.trouble} again={known.again} />}
      {known.value === null && known.loading && <LoadingLines lines={2} />}
      {known.value?.length === 0 && <p class="muted">{t('lease.none')}</p>}
      {known.value && known.value.length > 0 && (
        <table class="list leases">
          <thead>
            <tr>
              <th scope="col">{t('targets.target')}</th>
              <th scope="col">{t('list.what')}</th>
              <th scope="col">{t('list.by')}</th>
              <th scope="col">{t('lease.since')}</th>
              <th scope="col">{t('lease.holder')}</th>
              <th scope="col" class="number">
                {t('lease.fence')}
              </th>
              <th scope="col">{t('lease.expires')}</th>
            </tr>
          </thead>
          <tbody>
            {known.value.map((lease) => (
              <tr key={lease.app}>
                <th scope="row">
                  <a href={linkTo('targets', lease.app)}>{lease.app}</a>
                </th>
                <td>
                  <a href={linkTo('releases', lease.release)}>{actionTitle(lease.action)}</a>
                </td>
                <td>{lease.caller}</td>
                <td>
                  <ElapsedTime since={Date.parse(lease.since)} />
                </td>
                <td class="mono break">{lease.holder ?? t('lease.noWorker')}</td>
                <td class="number">{lease.fence}</td>
                <td>{lease.expiresAt && <Timestamp at={lease.expiresAt} />}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </section>
  );
}
