import { label, t } from '../language/index.js';
import { Age } from '../parts/Age.js';
import { ShareBar } from '../parts/ShareBar.js';
import { State } from '../states/State.js';
import type { GroupSummary } from '../fleet/groupSummary.js';

/** What a group runs: its versions, how it is where that is not well, and since when. */
export function VersionCell({ group, by }: { group: GroupSummary; by: string | null }) {
  const { shares, state, running } = group;
  const newest = shares.at(-1);
  return (
    <div class="version">
      <p class="version-line">
        <span class="version-names">
          {shares.length === 0 && <span class="muted">{t('fleet.never')}</span>}
          {shares.toReversed().map(({ version }, index) => (
            <span key={version} class={index === 0 ? 'version-name' : 'version-name other'}>
              {version}
            </span>
          ))}
        </span>
        {state !== 'uniform' && !(state === 'unknown' && shares.length === 0) && <State of={state} form="inline" />}
      </p>
      {shares.length > 1 && (
        <p class="version-shares">
          <ShareBar
            shares={shares
              .toReversed()
              .map(({ targets }, index) => ({ token: index === 0 ? 'mix' : 'off', n: targets.length }))}
          />
          <span class="muted">
            {shares
              .toReversed()
              .map(({ targets }) => targets.length)
              .join(' + ')}
          </span>
        </p>
      )}
      {running ? (
        <p class="muted">{t('lease.held', { action: label('action', running.action), name: running.caller })}</p>
      ) : (
        newest && (
          <p class="muted">
            <Age at={newest.since} />
            {by !== null && ` · ${by}`}
          </p>
        )
      )}
    </div>
  );
}
