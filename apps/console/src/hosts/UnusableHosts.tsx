import type { UnusableRowView } from '#api';
import { inLanguage, t } from '../language/index.js';
import { wholeWords } from '../language/statedWords.js';
import { pageRows } from '../navigation/pages.js';
import { linkTo } from '../navigation/route.js';

/** The hosts that have only rows that are no targets, below those that have some: each row with why, and what puts it right. */
export function UnusableHosts({ rows, total }: { rows: readonly UnusableRowView[]; total: number }) {
  const hosts = [...new Set(rows.map(({ host }) => host))];
  return (
    <tbody>
      <tr class="list-head">
        <th scope="rowgroup" colSpan={4}>
          <span class="muted">{t('targets.unusableRows', { n: total })}</span>{' '}
          <a href={linkTo('problems')}>{inLanguage(pageRows.problems.label)}</a>
        </th>
      </tr>
      {hosts.map((host) => (
        <tr key={host}>
          <th scope="row" class="mono unusable">
            {host}
          </th>
          <td colSpan={3} class="unusable">
            <ul class="host-targets">
              {rows.flatMap((row) => (row.host === host ? [<Row key={row.id} row={row} />] : []))}
            </ul>
          </td>
        </tr>
      ))}
    </tbody>
  );
}

function Row({ row: { id, app, problem, problemStatement: statement, cure } }: { row: UnusableRowView }) {
  const { message, lang } = wholeWords({ message: problem, statement });
  return (
    <li>
      {app ?? t('problems.noKey')} <code>{`id ${id}`}</code> <span lang={lang}>{message}</span>
      {cure !== undefined && <code class="second cure">{cure}</code>}
    </li>
  );
}
