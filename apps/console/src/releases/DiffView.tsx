import type { BundleDiff } from '#api';
import { t } from '../language/index.js';
import { Changes } from './ReleaseResult.js';
import { Paths } from './Paths.js';

/** How one sealed bundle differs from another, tree by tree, as far as it is of these apps. */
export function DiffView({ diff, apps }: { diff: BundleDiff; apps: readonly string[] }) {
  const trees = diff.trees.filter(({ kind, name, total }) => total > 0 && (kind === 'program' || apps.includes(name)));
  if (trees.length === 0) return <p class="muted">{t('diff.same')}</p>;
  return (
    <div class="diff">
      {trees.map((tree) => (
        <details key={`${tree.kind} ${tree.name}`} open={trees.length === 1}>
          <summary>
            {t(tree.kind === 'program' ? 'found.program' : 'found.config')} <b>{tree.name}</b>{' '}
            <Changes trees={[tree]} />
          </summary>
          <Paths {...tree.paths} />
        </details>
      ))}
    </div>
  );
}
