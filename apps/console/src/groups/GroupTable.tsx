import type { ReleaseHead } from '#api';
import { t } from '../language/index.js';
import { linkTo } from '../navigation/route.js';
import { Age } from '../parts/Age.js';
import { ReleaseStateChip } from '../releases/ReleaseStateChip.js';
import { stateRows } from '../states/states.js';
import type { GroupSummary } from '../fleet/groupSummary.js';
import { VersionCell } from './VersionCell.js';

/** Groups with what each runs and its last release; only what is not well has a colour. */
export function GroupTable({
  groups,
  last,
}: {
  groups: readonly GroupSummary[];
  last: ReadonlyMap<string, ReleaseHead>;
}) {
  return (
    <table class="list groups">
      <thead>
        <tr>
          <th scope="col">{t('fleet.group')}</th>
          <th scope="col">{t('fleet.runs')}</th>
          <th scope="col">{t('fleet.last')}</th>
        </tr>
      </thead>
      <tbody>
        {groups.map((group) => (
          <Row key={group.name} group={group} head={last.get(group.name)} />
        ))}
      </tbody>
    </table>
  );
}

function Row({ group, head }: { group: GroupSummary; head: ReleaseHead | undefined }) {
  const well = group.state === 'uniform' || group.isNew;
  const isHead = head !== undefined && group.versions.some(({ release }) => release === head.id);
  return (
    <tr>
      <th scope="row">
        <a class="line-link" href={linkTo('groups', group.name)}>
          {group.name}
        </a>
        <span class="muted second">{t('count.targets', { n: group.targets })}</span>
      </th>
      <td class={well ? undefined : `tint-${stateRows[group.state].token}`}>
        <VersionCell group={group} by={isHead ? head.caller : null} />
      </td>
      <td>
        {head && (
          <>
            <a class="quiet-link" href={linkTo('releases', head.id)}>
              <ReleaseStateChip release={head} form="inline" />
            </a>
            <span class="muted second">{head.settledAt && <Age at={head.settledAt} />}</span>
          </>
        )}
      </td>
    </tr>
  );
}
