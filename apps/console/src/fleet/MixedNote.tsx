import type { MixedView } from '#api';
import { formatReleaseStamp } from '../format/timestamp.js';
import { t } from '../language/index.js';
import { linkTo } from '../navigation/route.js';
import { State } from '../states/State.js';

type Share = MixedView['groups'][number]['releases'][number];

/** What a release left with several releases, and the two commands that heal it. */
export function MixedNote({ mixed: { groups, finish, undo } }: { mixed: MixedView }) {
  return (
    <div class="trouble" role="status">
      {groups.map(({ group, releases, unknown }) => (
        <div key={group}>
          <p class="trouble-what">
            <State of="mixed" form="inline" /> {t('mixed.group', { group })}
          </p>
          <ul class="plain break">
            {releases.map((share) => (
              <li key={`${share.release} ${share.stamp}`}>
                <ShareName share={share} /> {share.apps.join(', ')}
              </li>
            ))}
            {unknown.length > 0 && (
              <li>
                <State of="unknown" form="inline" /> {unknown.join(', ')}
              </li>
            )}
          </ul>
        </div>
      ))}
      <p class="trouble-do">
        <code>{finish}</code> {t('mixed.finish')}
      </p>
      <p class="trouble-do">
        <code>{undo}</code> {t('mixed.undo')}
      </p>
    </div>
  );
}

function ShareName({ share: { release, stamp } }: { share: Share }) {
  const name = stamp === '' ? t('targets.notByUs') : formatReleaseStamp(stamp);
  return release === null ? <span>{name}</span> : <a href={linkTo('releases', release)}>{name}</a>;
}
