import { useState } from 'preact/hooks';
import { t } from '../language/index.js';
import { attentionState, type Attention } from './attention.js';
import { AttentionRow } from './AttentionRow.js';

/** So many rows are shown until somebody asks for all. */
const most = 5;

/** What needs somebody, worst first; one line where nothing does. */
export function AttentionList({
  attention,
  groups,
  targets,
  rollBack,
}: {
  attention: readonly Attention[];
  groups: number;
  targets: number;
  rollBack: (group: string) => void;
}) {
  const [all, setAll] = useState(false);
  if (attention.length === 0) {
    if (groups === 0) return null;
    return <p class="well">{t('attention.none', { n: groups, targets })}</p>;
  }
  const rows = all ? attention : attention.slice(0, most);
  return (
    <section class="card-box" aria-labelledby="attention">
      <h2 id="attention" class="card-head">
        {t('attention.title')} <span class="tally">{attention.length}</span>
      </h2>
      <ul class="rows attentions">
        {rows.map((one) => (
          <AttentionRow key={keyOf(one)} attention={one} rollBack={rollBack} />
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
  [attentionState(one), one.kind, 'group' in one ? one.group : one.kind === 'finding' ? one.finding.name : ''].join(
    ' ',
  );
