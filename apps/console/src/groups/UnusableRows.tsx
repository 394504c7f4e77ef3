import type { UnusableRowView } from '#api';
import { t } from '../language/index.js';
import { ReasonAndCure } from '../problems/ReasonAndCure.js';
import { UnusableHead } from '../problems/UnusableHead.js';

/** The rows of a group that are no targets, below those that are, and why; `rows` are some of `total`. */
export function UnusableRows({ rows, total }: { rows: readonly UnusableRowView[]; total: number }) {
  return (
    <tbody>
      <UnusableHead total={total} columns={5} />
      {rows.map((row) => (
        <tr key={row.id}>
          <th scope="row" class="unusable">
            {row.app ?? t('problems.noKey')} <span class="mono muted">{row.host}</span>
            <code class="second">{`id ${row.id}`}</code>
          </th>
          <td colSpan={4} class="unusable">
            <ReasonAndCure of={row} />
          </td>
        </tr>
      ))}
    </tbody>
  );
}
