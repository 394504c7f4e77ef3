import { listPage } from '../api/client.js';
import { linkTo } from '../navigation/route.js';
import { inLanguage, t } from '../language/index.js';
import { pageRows } from '../navigation/pages.js';
import { Empty } from '../parts/Empty.js';
import { CallError } from '../parts/errors.js';
import { usePages } from '../parts/usePages.js';
import { LoadingLines } from '../parts/LoadingLines.js';

/** Rows that are shown at first, and with each "more". */
const size = 100;

/** The page of problems: rows of the catalogue that cannot be used or released, and how they are put right. */
export function ProblemsPage() {
  const known = usePages((rows) => listPage('listProblems', rows), size, []);
  const problems = known.value?.items ?? [];
  return (
    <>
      <div class="bar">
        <h1>
          {inLanguage(pageRows.problems.label)}{' '}
          {known.value && <span class="muted">{`${problems.length}${known.more ? '+' : ''}`}</span>}
        </h1>
      </div>
      {known.trouble && <CallError trouble={known.trouble} again={known.again} />}
      {known.value === null && known.loading && <LoadingLines lines={4} />}
      {known.value && problems.length === 0 && <Empty title={t('problems.none')} />}
      {problems.length > 0 && (
        <table class="list problems">
          <thead>
            <tr>
              <th scope="col">{t('apps.app')}</th>
              <th scope="col">{t('problems.row')}</th>
              <th scope="col">{t('problems.what')}</th>
            </tr>
          </thead>
          <tbody>
            {problems.map(({ row, app, code, message, advice }) => (
              <tr key={`${row} ${code}`}>
                <th scope="row">
                  {app === null ? (
                    <span class="muted">{t('problems.noKey')}</span>
                  ) : (
                    <a href={linkTo('apps', app)}>{app}</a>
                  )}
                </th>
                <td class="mono">{row}</td>
                <td>
                  <div>{message}</div>
                  <div class="muted">{advice}</div>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      {known.more && (
        <button type="button" class="older" onClick={known.older}>
          {t('problems.more')}
        </button>
      )}
    </>
  );
}
