import type { Comparison } from '#api';
import { t } from '../language/index.js';
import { shortId } from '../naming/shortId.js';
import { linkTo } from '../navigation/route.js';
import { Timestamp } from '../parts/Timestamp.js';

const short = (commit: string | null): string => commit?.slice(0, 12) ?? t('compare.noCommit');

/** The commits of two releases, and the releases between them. */
export function ComparedCommits({ found: { commits } }: { found: Comparison }) {
  const { from, to, link, releases, more } = commits;
  return (
    <section aria-label={t('compare.commits')}>
      <h2>{t('compare.commits')}</h2>
      <p>
        <code>{short(from)}</code> → <code>{short(to)}</code> {link !== null && <a href={link}>{t('compare.open')}</a>}
      </p>
      {releases.length === 0 && <p class="muted">{t('compare.noneBetween')}</p>}
      {releases.length > 0 && (
        <table class="list">
          <thead>
            <tr>
              <th scope="col">{t('compare.release')}</th>
              <th scope="col">{t('compare.commit')}</th>
              <th scope="col">{t('compare.note')}</th>
              <th scope="col">{t('list.by')}</th>
              <th scope="col">{t('list.when')}</th>
            </tr>
          </thead>
          <tbody>
            {releases.map((one) => (
              <Line key={one.id} release={one} />
            ))}
          </tbody>
        </table>
      )}
      {more && <p class="muted">{t('compare.moreReleases')}</p>}
    </section>
  );
}

function Line({ release }: { release: Comparison['commits']['releases'][number] }) {
  const { id, provenance, link, note, caller, settledAt } = release;
  const commit = provenance.commit?.slice(0, 12);
  return (
    <tr>
      <td>
        <a href={linkTo('releases', id)}>{provenance.version ?? shortId(id)}</a>
      </td>
      <td>{commit && (link === null ? <code>{commit}</code> : <a href={link}>{commit}</a>)}</td>
      <td>{note}</td>
      <td>{caller}</td>
      <td>{settledAt && <Timestamp at={settledAt} />}</td>
    </tr>
  );
}
