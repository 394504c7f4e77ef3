import { inLanguage, t } from '../language/index.js';
import { pageRows } from '../navigation/pages.js';
import { linkTo } from '../navigation/route.js';

/** Heads the rows of a list that are no targets: how many there are, and where all of them stand. */
export function UnusableHead({ total, columns = 4 }: { total: number; columns?: number }) {
  return (
    <tr class="list-head">
      <th scope="rowgroup" colSpan={columns}>
        <span class="muted">{t('targets.unusableRows', { n: total })}</span>{' '}
        <a href={linkTo('problems')}>{inLanguage(pageRows.problems.label)}</a>
      </th>
    </tr>
  );
}
