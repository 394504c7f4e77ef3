import { useState } from 'preact/hooks';
import type { ReleaseHead } from '#api';
import { EnvironmentProblems } from '../environments/EnvironmentProblems.js';
import type { Environments } from '../environments/useEnvironments.js';
import type { GroupSummary } from '../fleet/groupSummary.js';
import { GroupTable } from '../groups/GroupTable.js';
import { t } from '../language/index.js';
import { SearchField } from '../parts/SearchField.js';
import { State } from '../states/State.js';
import { standingOut, withOthers } from './fleetRows.js';
import type { Attention } from './attention.js';

/** Up to so many groups all are shown; of more, those that are well are folded into one line. */
const few = 12;
/** So many rows are drawn until somebody asks for more: with a cell for each environment they are much more to draw. */
const mostOf = (environments: Environments | null): number => (environments ? 50 : 100);

/** Every group with what it runs, worst first; where there are several environments, in each of them. */
export function FleetOverview({
  groups: own,
  last,
  attention,
  environments,
}: {
  groups: readonly GroupSummary[];
  last: ReadonlyMap<string, ReleaseHead>;
  attention: readonly Attention[];
  environments: Environments | null;
}) {
  const [text, setText] = useState('');
  const [only, setOnly] = useState<'all' | 'attention'>('all');
  const [shown, setShown] = useState(0);
  const needing = new Set(attention.flatMap((one) => ('group' in one ? [one.group.name] : [])));
  const groups = withOthers(own, environments?.matrix ?? null);
  const open = new Set([...needing, ...standingOut(environments?.matrix ?? null)]);
  const wanted = text.trim().toLowerCase();
  const matching = groups.filter(
    ({ name }) => name.toLowerCase().includes(wanted) && (only === 'all' || needing.has(name)),
  );
  const folds = wanted === '' && only === 'all' && groups.length > few && shown === 0;
  const listed = folds
    ? matching.filter(({ name, state, unusable }) => state !== 'uniform' || unusable === 'all' || open.has(name))
    : matching;
  const most = mostOf(environments);
  const rows = listed.slice(0, Math.max(most, shown));
  const rest = matching.length - rows.length;
  const targets = groups.reduce((sum, group) => sum + group.targets, 0);
  if (groups.length === 0) return null;
  return (
    <section aria-labelledby="fleet">
      <div class="bar">
        <h2 id="fleet">
          {t('fleet.title')}{' '}
          <span class="muted">
            {t('count.groups', { n: groups.length })} · {t('count.targets', { n: targets })}
          </span>
        </h2>
        {groups.length > 1 && (
          <div class="filters">
            <div class="segments" role="group" aria-label={t('fleet.narrow')}>
              <button type="button" aria-pressed={only === 'all'} onClick={() => setOnly('all')}>
                {t('fleet.all', { n: groups.length })}
              </button>
              <button type="button" aria-pressed={only === 'attention'} onClick={() => setOnly('attention')}>
                {t('fleet.attention', { n: needing.size })}
              </button>
            </div>
            <SearchField value={text} label={t('fleet.find')} change={setText} />
          </div>
        )}
      </div>
      {rows.length > 0 && <GroupTable groups={rows} last={last} environments={environments} />}
      {rows.length === 0 && !folds && <p class="muted">{t('groups.noMatch')}</p>}
      {rest > 0 && (
        <button type="button" class="fold" onClick={() => setShown(folds ? most : rows.length + most)}>
          {folds ? (
            <>
              <State of="uniform" text={t(environments ? 'fleet.wellEach' : 'fleet.well', { n: rest })} form="inline" />{' '}
              <span>{t('fleet.showAll')}</span>
            </>
          ) : (
            t('groups.more', { n: rows.length })
          )}
        </button>
      )}
      {environments && <EnvironmentProblems environments={environments} />}
    </section>
  );
}
