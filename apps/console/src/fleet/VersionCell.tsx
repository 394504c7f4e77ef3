import { label, t } from '../language/index.js';
import { Age } from '../parts/Age.js';
import { ShareBar } from '../parts/ShareBar.js';
import { State } from '../states/State.js';
import type { GroupSummary } from './groupSummary.js';

/** What a group runs: its versions, how it is where that is not well, and since when. */
export function VersionCell({
  group,
  by,
  href = null,
}: {
  group: GroupSummary;
  by: string | null;
  /** Where it is looked at, if elsewhere. */
  href?: string | null;
}) {
  const { versions, state, running, isNew, since } = group;
  return (
    <div class="version">
      <p class="version-line">
        <span class="version-names">
          {versions.length === 0 && <span class="muted">{t(isNew ? 'fleet.never' : 'fleet.unseen')}</span>}
          {versions.map(({ version }, index) => {
            const name = version ?? t('targets.notByUs');
            return (
              <span key={index} class={index === 0 ? 'version-name' : 'version-name other'}>
                {href === null ? name : <a href={href}>{name}</a>}
              </span>
            );
          })}
        </span>
        {state !== 'uniform' && !(state === 'unknown' && isNew) && <State of={state} form="inline" />}
      </p>
      {versions.length > 1 && (
        <p class="version-shares">
          <ShareBar shares={versions.map(({ n }, index) => ({ token: index === 0 ? 'mix' : 'off', n }))} />
          <span class="muted">{versions.map(({ n }) => n).join(' + ')}</span>
        </p>
      )}
      {running ? (
        <p class="muted">{t('lease.held', { action: label('action', running.action), name: running.caller })}</p>
      ) : (
        since !== null && (
          <p class="muted">
            <Age at={since} />
            {by !== null && ` · ${by}`}
          </p>
        )
      )}
    </div>
  );
}
