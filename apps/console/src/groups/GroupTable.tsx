import type { ReleaseHead } from '#api';
import { EnvironmentCells, EnvironmentHeads } from '../environments/EnvironmentCells.js';
import type { Environments } from '../environments/useEnvironments.js';
import { inLanguage, t } from '../language/index.js';
import { pageRows } from '../navigation/pages.js';
import { linkTo } from '../navigation/route.js';
import { Age } from '../parts/Age.js';
import { ReleaseStateChip } from '../releases/ReleaseStateChip.js';
import { stateRows } from '../states/states.js';
import type { GroupSummary } from '../fleet/groupSummary.js';
import { VersionCell } from '../fleet/VersionCell.js';

/**
 * Groups with what each runs: in every environment where there are several, else with its last release. Only what is not well has a
 * colour.
 */
export function GroupTable({
  groups,
  last,
  environments = null,
}: {
  groups: readonly GroupSummary[];
  last: ReadonlyMap<string, ReleaseHead>;
  environments?: Environments | null;
}) {
  const table = (
    <table class={environments ? 'list groups by-environment' : 'list groups'}>
      <thead>
        <tr>
          <th scope="col">{t('fleet.group')}</th>
          {environments ? (
            <EnvironmentHeads environments={environments} />
          ) : (
            <>
              <th scope="col">{t('fleet.runs')}</th>
              <th scope="col">{t('fleet.last')}</th>
            </>
          )}
        </tr>
      </thead>
      <tbody>
        {groups.map((group) => (
          <Row key={group.name} group={group} head={last.get(group.name)} environments={environments} />
        ))}
      </tbody>
    </table>
  );
  if (!environments) return table;
  return (
    <div class="scroll whole" tabIndex={0} role="group" aria-label={t('environments.title')}>
      {table}
    </div>
  );
}

function Row({
  group,
  head,
  environments,
}: {
  group: GroupSummary;
  head: ReleaseHead | undefined;
  environments: Environments | null;
}) {
  const isHead = head !== undefined && group.versions.some(({ release }) => release === head.id);
  const by = isHead ? head.caller : null;
  const lost = group.unusable === 'all';
  const well = group.state === 'uniform' || group.isNew;
  return (
    <tr>
      <th scope="row" class={lost ? 'unusable' : undefined}>
        {group.targets > 0 || lost ? (
          <>
            <a class="line-link" href={linkTo('groups', group.name)}>
              {group.name}
            </a>
            <span class="muted second">
              {lost ? t('group.unusable') : t('count.targets', { n: group.targets })}
              {group.unusable !== 0 && (
                <>
                  {!lost && ` · ${t('targets.unusableRows', { n: Number(group.unusable) })}`}{' '}
                  <a href={linkTo('problems')}>{inLanguage(pageRows.problems.label)}</a>
                </>
              )}
            </span>
          </>
        ) : (
          <>
            {group.name}
            <span class="muted second">{t('environments.elsewhere')}</span>
          </>
        )}
      </th>
      {environments ? (
        <EnvironmentCells group={group} by={by} environments={environments} />
      ) : (
        <>
          <td class={well ? undefined : `tint-${stateRows[group.state].token}`}>
            {lost ? <span class="muted">–</span> : <VersionCell group={group} by={by} />}
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
        </>
      )}
    </tr>
  );
}
