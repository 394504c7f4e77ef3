import type { HostActivityView } from '#api';
import { label, t } from '../language/index.js';
import { linkTo } from '../navigation/route.js';
import { shortId } from '../naming/shortId.js';
import { Timestamp } from '../parts/Timestamp.js';

const shown = (value: unknown): string => (typeof value === 'string' ? value : JSON.stringify(value));

/** What changed on a host this week, and by whom. */
export function HostChanges({ items, more }: { items: readonly HostActivityView[]; more: boolean }) {
  return (
    <section class="card-box host-card" aria-labelledby="host-changes">
      <h2 id="host-changes">{t('host.changes')}</h2>
      {items.length === 0 && <p class="muted">{t('host.noChanges')}</p>}
      {items.length > 0 && (
        <table class="list">
          <thead>
            <tr>
              <th scope="col">{t('host.when')}</th>
              <th scope="col">{t('host.who')}</th>
              <th scope="col">{t('host.what')}</th>
              <th scope="col">{t('targets.target')}</th>
            </tr>
          </thead>
          <tbody>
            {items.map((item) => (
              <tr key={`${item.at} ${item.kind} ${item.release ?? item.action}`}>
                <td>
                  <Timestamp at={item.at} />
                </td>
                <td>{item.who}</td>
                <td>
                  <What item={item} />
                </td>
                <td>{item.apps.join(' ')}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      {more && <p class="muted">{t('host.moreChanges')}</p>}
    </section>
  );
}

function What({ item: { kind, action, release, version, outcome, change, fingerprint } }: { item: HostActivityView }) {
  if (kind === 'request')
    return (
      <>
        {label('activity', action)} {version !== null && <span class="version-name">{version}</span>}{' '}
        {outcome !== null && <span class="muted">{label('outcome', outcome)}</span>}{' '}
        {release !== null && <a href={linkTo('releases', release)}>{shortId(release)}</a>}
      </>
    );
  if (kind === 'key')
    return (
      <>
        {label('activity', action)} <code class="break">{fingerprint}</code>
      </>
    );
  return (
    <>
      {label('activity', action)} <code>{change?.name}</code>{' '}
      <span class="muted break">
        {change?.values
          .filter(({ before, after }) => before !== null || after !== null)
          .map(({ key, before, after }) => `${key}: ${before === null ? '' : `${shown(before)} → `}${shown(after)}`)
          .join('; ')}
      </span>
    </>
  );
}
