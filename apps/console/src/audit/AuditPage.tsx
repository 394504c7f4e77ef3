import type { AuditView } from '#api';
import { call } from '../api/client.js';
import { inLanguage, label, t } from '../language/index.js';
import { pageRows } from '../navigation/pages.js';
import { go, linkTo, type PageRoute } from '../navigation/route.js';
import { Empty } from '../parts/Empty.js';
import { CallError } from '../parts/errors.js';
import { FilterField } from '../parts/FilterField.js';
import { LoadingLines } from '../parts/LoadingLines.js';
import { Timestamp } from '../parts/Timestamp.js';
import { usePages } from '../parts/usePages.js';
import { shortId } from '../naming/shortId.js';

/** Rows that are shown at first, and with each "more". */
const size = 50;
/** So many characters of the details of a row are shown. */
const longest = 300;

/** The page of the audit: who did what, newest first. */
export function AuditPage({ query: { who = '', what = '' } }: { query: PageRoute['query'] }) {
  const known = usePages((rows) => call('listAudit', { query: { user: who, action: what, ...rows } }), size, [
    who,
    what,
  ]);
  const items = known.value?.items ?? [];
  const narrow = (change: Record<string, string>): void => go(linkTo('audit', null, { who, what, ...change }).slice(1));
  return (
    <>
      <div class="bar">
        <h1>{inLanguage(pageRows.audit.label)}</h1>
        <div class="filters">
          <FilterField value={who} label={t('audit.who')} narrow={(text) => narrow({ who: text })} />
          <FilterField value={what} label={t('audit.what')} narrow={(text) => narrow({ what: text })} />
        </div>
      </div>
      {known.trouble && <CallError trouble={known.trouble} again={known.again} />}
      {known.value === null && known.loading && <LoadingLines lines={6} />}
      {known.value && items.length === 0 && (
        <Empty title={who + what === '' ? t('audit.none') : t('audit.noMatch')}>
          {who + what !== '' && <a href={linkTo('audit')}>{t('before.all')}</a>}
        </Empty>
      )}
      {items.length > 0 && (
        <table class="list audit">
          <thead>
            <tr>
              <th scope="col">{t('audit.when')}</th>
              <th scope="col">{t('audit.who')}</th>
              <th scope="col">{t('audit.what')}</th>
              <th scope="col">{t('audit.details')}</th>
            </tr>
          </thead>
          <tbody>
            {items.map((line) => (
              <Row key={line.id} line={line} />
            ))}
          </tbody>
        </table>
      )}
      {known.more && (
        <button type="button" class="older" onClick={known.older}>
          {t('before.more')}
        </button>
      )}
    </>
  );
}

function Row({ line: { at, user, action, release, details } }: { line: AuditView }) {
  const text = Object.entries(details)
    .map(([name, value]) => `${name} ${typeof value === 'string' ? value : JSON.stringify(value)}`)
    .join(' · ');
  return (
    <tr>
      <td class="cell-when">
        <Timestamp at={at} />
      </td>
      <td>{user}</td>
      <td>
        {label('action', action)}{' '}
        {release !== null && (
          <a class="mono" href={linkTo('releases', release)}>
            {shortId(release)}
          </a>
        )}
      </td>
      <td class="mono break muted" lang="en">
        {text.length > longest ? `${text.slice(0, longest)}…` : text}
      </td>
    </tr>
  );
}
