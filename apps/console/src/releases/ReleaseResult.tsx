import type { ReleaseView } from '#api';
import { durationInWords } from '../format/duration.js';
import { t, locale } from '../language/index.js';
import { switchSpan } from './switchSpan.js';

/** The result of a release so far: the difference to what was live, the spread of the switches, the bundle. */
export function ReleaseResult({ release }: { release: ReleaseView }) {
  const { diff, switches, bundle } = release;
  if (!diff && switches.length === 0 && !bundle) return null;
  const span = switchSpan(switches);
  return (
    <ul class="found">
      {diff && diff.length > 0 && (
        <li>
          <span class="found-name">{t('found.program')}</span>
          <Changes trees={diff.map(({ program }) => program)} />
        </li>
      )}
      {diff && diff.length > 0 && (
        <li>
          <span class="found-name">{t('found.config')}</span>
          <Changes trees={diff.map(({ config }) => config)} />
        </li>
      )}
      {switches.length > 0 && (
        <li>
          <span class="found-name">{t('found.switched')}</span>
          {t(span.batches > 1 ? 'found.batches' : 'found.spread', {
            n: span.hosts,
            batches: span.batches,
            ms: durationInWords(span.ms, locale()),
          })}
        </li>
      )}
      {bundle && (
        <li>
          <span class="found-name">{t('found.bundle')}</span>
          <code title={bundle.digest}>{bundle.digest.slice(0, 12)}</code>
        </li>
      )}
    </ul>
  );
}

interface Tree {
  changed: number;
  deleted: number;
  added: number;
}

/** Counts of the most changed of several trees: hosts of one group differ little. */
export function Changes({ trees }: { trees: readonly Tree[] }) {
  const most = (of: (tree: Tree) => number): number => Math.max(0, ...trees.map(of));
  const [added, changed, deleted] = [
    most((tree) => tree.added),
    most((tree) => tree.changed),
    most((tree) => tree.deleted),
  ];
  if (added + changed + deleted === 0) return <span class="muted">{t('diff.none')}</span>;
  return (
    <span class="changes">
      {added > 0 && <span class="added" title={t('diff.added')}>{`+${added}`}</span>}
      {changed > 0 && <span class="changed" title={t('diff.changed')}>{`~${changed}`}</span>}
      {deleted > 0 && <span class="deleted" title={t('diff.deleted')}>{`−${deleted}`}</span>}
    </span>
  );
}
