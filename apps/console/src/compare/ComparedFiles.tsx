import type { Comparison } from '#api';
import { formatBytes } from '#api/client';
import { t } from '../language/index.js';

type Tree = Comparison['trees'][number];

const signs = { added: '+', changed: '~', deleted: '−' } as const;

/** What differs between the files of two releases, tree by tree. */
export function ComparedFiles({ found: { trees, same } }: { found: Comparison }) {
  if (same === null) return null;
  const differing = trees.filter((tree) => tree.total > 0 || tree.in !== 'both');
  return (
    <section aria-label={t('compare.files')}>
      <h2>{t('compare.files')}</h2>
      {differing.length === 0 && <p class="muted">{t('compare.same')}</p>}
      <div class="diff">
        {differing.map((tree) => (
          <TreeFiles key={`${tree.kind} ${tree.name}`} tree={tree} open={differing.length === 1} />
        ))}
      </div>
    </section>
  );
}

function TreeFiles({ tree, open }: { tree: Tree; open: boolean }) {
  const { kind, name, added, changed, deleted, before, after, files, total } = tree;
  const title = (
    <>
      {t(kind === 'program' ? 'found.program' : 'found.config')} <b>{name}</b>{' '}
    </>
  );
  if (tree.in !== 'both') {
    return (
      <p>
        {title}
        <span class="muted">{t(tree.in === 'from' ? 'compare.onlyFrom' : 'compare.onlyTo')}</span>
      </p>
    );
  }
  return (
    <details open={open}>
      <summary>
        {title}
        <span class="muted">
          +{added} ~{changed} −{deleted} · {formatBytes(before)} → {formatBytes(after)}
        </span>
      </summary>
      <ul class="paths">
        {files.map((file) => (
          <li key={file.path} class={file.change}>
            <span aria-hidden="true">{signs[file.change]}</span> {file.path}{' '}
            <span class="muted">
              {[file.before, file.after].flatMap((size) => (size === null ? [] : [formatBytes(size)])).join(' → ')}
            </span>
          </li>
        ))}
      </ul>
      {total > files.length && <p class="muted">{t('compare.moreFiles', { n: total - files.length })}</p>}
    </details>
  );
}
