import type { UnusableRowView } from '#api';
import { t } from '../language/index.js';
import { ReasonAndCure } from '../problems/ReasonAndCure.js';
import { UnusableHead } from '../problems/UnusableHead.js';

/** The hosts that have only rows that are no targets, below those that have some: each row with why, and what puts it right. */
export function UnusableHosts({ rows, total }: { rows: readonly UnusableRowView[]; total: number }) {
  const hosts = [...new Set(rows.map(({ host }) => host))];
  return (
    <tbody>
      <UnusableHead total={total} />
      {hosts.map((host) => (
        <tr key={host}>
          <th scope="row" class="mono unusable">
            {host}
          </th>
          <td colSpan={3} class="unusable">
            <ul class="host-targets">
              {rows
                .filter((row) => row.host === host)
                .map((row) => (
                  <li key={row.id}>
                    {row.app ?? t('problems.noKey')} <code>{`id ${row.id}`}</code> <ReasonAndCure of={row} />
                  </li>
                ))}
            </ul>
          </td>
        </tr>
      ))}
    </tbody>
  );
}
