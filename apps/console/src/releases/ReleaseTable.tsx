import type { ReleaseHead } from '#api';
import { linkTo } from '../navigation/route.js';
import { durationInWords } from '../format/duration.js';
import { errorWords } from '../language/errorWords.js';
import { t, locale } from '../language/index.js';
import { Timestamp } from '../parts/Timestamp.js';
import { ReleaseStateChip } from './ReleaseStateChip.js';
import { actionTitle, appsTitle, sourceTitle } from '../naming/title.js';

/** Releases in a list, newest first. */
export function ReleaseTable({ items }: { items: readonly ReleaseHead[] }) {
  return (
    <table class="list releases">
      <thead>
        <tr>
          <th scope="col">{t('list.outcome')}</th>
          <th scope="col">{t('list.what')}</th>
          <th scope="col">{t('list.source')}</th>
          <th scope="col">{t('list.by')}</th>
          <th scope="col">{t('list.when')}</th>
          <th scope="col" class="number">
            {t('list.took')}
          </th>
        </tr>
      </thead>
      <tbody>
        {items.map((head) => (
          <Line key={head.id} head={head} />
        ))}
      </tbody>
    </table>
  );
}

function Line({ head }: { head: ReleaseHead }) {
  const trouble = head.trouble && errorWords(head.trouble);
  const took = head.settledAt ? Date.parse(head.settledAt) - Date.parse(head.acceptedAt) : null;
  return (
    <tr>
      <td class="cell-outcome">
        <ReleaseStateChip release={head} />
      </td>
      <td class="cell-what">
        <a class="line-link" href={linkTo('releases', head.id)}>
          {actionTitle(head.action)} {appsTitle(head)}
        </a>
        {trouble && (
          <span class="line-trouble" lang={trouble.lang}>
            {trouble.message}
          </span>
        )}
      </td>
      <td class="cell-source muted">{sourceTitle(head)}</td>
      <td class="cell-by">{head.caller}</td>
      <td class="cell-when">
        <Timestamp at={head.acceptedAt} />
      </td>
      <td class="cell-took number">{took === null ? '' : durationInWords(took, locale())}</td>
    </tr>
  );
}
