import type { RowProblemView } from '#api';
import { listPage } from '../api/client.js';
import { linkTo } from '../navigation/route.js';
import { inLanguage, t } from '../language/index.js';
import { statedWords } from '../language/statedWords.js';
import { pageRows } from '../navigation/pages.js';
import { Empty } from '../parts/Empty.js';
import { CallError } from '../parts/errors.js';
import { usePages } from '../parts/usePages.js';
import { LoadingLines } from '../parts/LoadingLines.js';
import { LeftButton } from '../removal/LeftButton.js';
import { leftWorkIn } from '../removal/leftWork.js';
import { State } from '../states/State.js';

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
          {problems.length > 0 && <span class="tally">{`${problems.length}${known.more ? '+' : ''}`}</span>}
        </h1>
        <button type="button" disabled={known.loading} onClick={known.again}>
          {t('doctor.again')}
        </button>
      </div>
      {known.trouble && <CallError trouble={known.trouble} again={known.again} />}
      {known.value === null && known.loading && <LoadingLines lines={4} />}
      {known.value && problems.length === 0 && <Empty title={t('problems.none')} />}
      {problems.length > 0 && (
        <>
          <p class="muted">{t('problems.lead')}</p>
          <table class="list problems">
            <thead>
              <tr>
                <th scope="col">{t('problems.row')}</th>
                <th scope="col">{t('problems.what')}</th>
                <th scope="col">{t('problems.cure')}</th>
              </tr>
            </thead>
            <tbody>
              {problems.map((problem) => (
                <Row
                  key={`${problem.row ?? problem.app} ${problem.code} ${problem.cure}`}
                  problem={problem}
                  again={known.again}
                />
              ))}
            </tbody>
          </table>
        </>
      )}
      {known.more && (
        <button type="button" class="older" onClick={known.older}>
          {t('problems.more')}
        </button>
      )}
    </>
  );
}

/** What a problem of each kind is cured by, before the command. */
const cures = {
  APP_AMBIGUOUS: 'problems.ambiguous',
  APP_INCOMPLETE: 'problems.incomplete',
  PATHS_MEET: 'problems.meet',
  SERVICES_MEET: 'problems.served',
  LEFT_ON_HOST: 'problems.left',
  LEFT_BEHIND: 'problems.behind',
} as const;

function Row({ problem, again }: { problem: RowProblemView; again: () => void }) {
  const { row, app, code, cure } = problem;
  const words = statedWords(problem);
  const left = leftWorkIn(problem);
  const means = Object.entries(cures).find(([known]) => known === code)?.[1];
  return (
    <tr>
      <th scope="row" class="unusable">
        {app === null ? t('problems.noKey') : row === null ? app : <a href={linkTo('targets', app)}>{app}</a>}
        {row !== null && <code class="second">{`id ${row}`}</code>}
      </th>
      <td>
        <State of="warning" text={code} form="inline" />
        <span class="second" lang={words.lang}>
          {words.message}
        </span>
      </td>
      <td>
        {means === undefined ? <span lang={words.lang}>{words.advice}</span> : t(means)}
        {means !== undefined && <code class="second cure">{cure}</code>}
        {left && <LeftButton left={left} done={again} />}
      </td>
    </tr>
  );
}
