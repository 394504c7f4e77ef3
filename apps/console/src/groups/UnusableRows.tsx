import type { UnusableRowView } from '#api';
import { inLanguage, t } from '../language/index.js';
import { wholeWords } from '../language/statedWords.js';
import { pageRows } from '../navigation/pages.js';
import { linkTo } from '../navigation/route.js';

/** The rows of a group that are no targets, below those that are, and why; `rows` are some of `total`. */
export function UnusableRows({ rows, total }: { rows: readonly UnusableRowView[]; total: number }) {
  return (
    <tbody>
      <tr class="list-head">
        <th scope="rowgroup" colSpan={4}>
          <span class="muted">{t('targets.unusableRows', { n: total })}</span>{' '}
          <a href={linkTo('problems')}>{inLanguage(pageRows.problems.label)}</a>
        </th>
      </tr>
      {rows.map(({ id, app, host, problem, problemStatement: statement, cure }) => {
        const { message, lang } = wholeWords({ message: problem, statement });
        return (
          <tr key={id}>
            <th scope="row" class="unusable">
              {app ?? t('problems.noKey')} <span class="mono muted">{host}</span>
              <code class="second">{`id ${id}`}</code>
            </th>
            <td colSpan={3} class="unusable">
              <span lang={lang}>{message}</span>
              {cure !== undefined && <code class="second cure">{cure}</code>}
            </td>
          </tr>
        );
      })}
    </tbody>
  );
}
