import { useRef } from 'preact/hooks';
import type { AppView } from '#api';
import { t } from '../language/index.js';
import { useShortcuts } from '../navigation/shortcuts.js';
import { Age } from '../parts/Age.js';
import { Empty } from '../parts/Empty.js';
import { CallError } from '../parts/errors.js';
import { LoadingLines } from '../parts/LoadingLines.js';
import { SearchField } from '../parts/SearchField.js';
import { byNeed } from '../states/states.js';
import { targetHealth } from '../fleet/targetHealth.js';
import { versionShares } from '../fleet/versionShares.js';
import type { ShownTargets } from './useTargets.js';
import { TargetLine } from './TargetLine.js';
import { UnusableRows } from './UnusableRows.js';

/** Above so many there is a filter. */
const many = 8;

/** The targets of a group by the version they run, the version with fewer targets first. */
export function GroupTargets({
  targets: known,
  text,
  find,
}: {
  targets: ShownTargets;
  text: string;
  find: (text: string) => void;
}) {
  const search = useRef<HTMLInputElement>(null);
  const { items = [], unusable = [], unusableTotal = 0 } = known.value ?? {};
  useShortcuts([{ keys: '/', says: 'targets.find', act: () => search.current?.focus() }]);
  const shares = versionShares(items);
  const never = items.filter(({ live }) => !live);
  const ordered = (apps: readonly AppView[]): AppView[] =>
    apps.toSorted((a, b) => byNeed(targetHealth(a), targetHealth(b)));
  return (
    <>
      {(items.length > many || text !== '') && (
        <div class="filters">
          <SearchField field={search} value={text} label={t('targets.find')} change={find} />
        </div>
      )}
      {known.trouble && <CallError trouble={known.trouble} again={known.again} />}
      {known.value === null && known.loading && <LoadingLines lines={6} />}
      {known.value && items.length + unusableTotal === 0 && <Empty title={t('targets.noMatch')} />}
      {items.length + unusableTotal > 0 && (
        <table class="list targets">
          <thead>
            <tr>
              <th scope="col">{t('targets.target')}</th>
              <th scope="col">{t('targets.health')}</th>
              <th scope="col">{t('targets.running')}</th>
              <th scope="col">{t('targets.drift')}</th>
              <th scope="col">{t('targets.now')}</th>
            </tr>
          </thead>
          {shares.map(({ version, targets, since }) => (
            <tbody key={version}>
              <tr class="list-head">
                <th scope="rowgroup" colSpan={5}>
                  <span class="version-name">{version}</span>{' '}
                  <span class="muted">
                    {t('count.targets', { n: targets.length })} · <Age at={since} />
                  </span>
                </th>
              </tr>
              {ordered(targets).map((app) => (
                <TargetLine key={app.key} app={app} />
              ))}
            </tbody>
          ))}
          {never.length > 0 && (
            <tbody>
              <tr class="list-head">
                <th scope="rowgroup" colSpan={5}>
                  <span class="muted">
                    {t('targets.notByUs')} · {t('count.targets', { n: never.length })}
                  </span>
                </th>
              </tr>
              {never.map((app) => (
                <TargetLine key={app.key} app={app} />
              ))}
            </tbody>
          )}
          {unusableTotal > 0 && <UnusableRows rows={unusable} total={unusableTotal} />}
        </table>
      )}
      {known.more && (
        <button type="button" class="older" onClick={known.older}>
          {t('targets.more', { n: items.length })}
        </button>
      )}
    </>
  );
}
