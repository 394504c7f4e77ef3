import { useEffect, useState } from 'preact/hooks';
import { appsOf } from '../api/client.js';
import { t } from '../language/index.js';
import { Age } from '../parts/Age.js';
import { useLoad } from '../parts/useLoad.js';
import { attentionState, troubledTargets, type Attention } from './attention.js';
import { AttentionRow } from './AttentionRow.js';

/** So many rows are shown until somebody asks for all. */
const most = 5;
/** Of so many targets is asked why they are as they are. */
const mostTargets = 100;

/** What needs somebody, worst first; one line where nothing does. `seenAt` is when hosts were last seen. */
export function AttentionList({
  attention,
  groups,
  targets,
  seenAt,
  rollBack,
}: {
  attention: readonly Attention[];
  groups: number;
  targets: number;
  seenAt: string | null;
  rollBack: (group: string) => void;
}) {
  const [all, setAll] = useState(false);
  const rows = all ? attention : attention.slice(0, most);
  const keys = rows.flatMap((row) => ('group' in row ? troubledTargets(row) : [])).slice(0, mostTargets);
  const about = keys.join('\n');
  const apps = useLoad(() => appsOf(keys), [about]);
  // Groups were looked at anew.
  useEffect(() => {
    if (apps.value !== null) apps.again();
  }, [seenAt]);
  const seen = seenAt !== null && (
    <span class="muted last-seen">
      {t('attention.seen')} <Age at={seenAt} />
    </span>
  );
  if (attention.length === 0) {
    if (groups === 0) return null;
    return (
      <p class="well">
        {t('attention.none', { n: groups, targets })} {seen}
      </p>
    );
  }
  const known = new Map(apps.value?.map((app) => [app.key, app]));
  return (
    <section class="card-box" aria-labelledby="attention">
      <div class="card-head">
        <h2 id="attention">
          {t('attention.title')} <span class="tally">{attention.length}</span>
        </h2>
        {seen}
      </div>
      <ul class="rows attentions">
        {rows.map((one) => (
          <AttentionRow key={keyOf(one)} attention={one} apps={known} rollBack={rollBack} />
        ))}
      </ul>
      {attention.length > rows.length && (
        <button type="button" class="card-foot quiet" onClick={() => setAll(true)}>
          {t('attention.more', { n: attention.length - rows.length })}
        </button>
      )}
    </section>
  );
}

const keyOf = (one: Attention): string =>
  [
    ...[attentionState(one), one.kind],
    'group' in one ? one.group.name : one.kind === 'finding' ? one.finding.name : '',
  ].join(' ');
