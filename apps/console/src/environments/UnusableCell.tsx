import type { UnusableCellView } from '#api';
import { t } from '../language/index.js';
import { ReasonAndCure } from '../problems/ReasonAndCure.js';

/** What stands where an environment has only rows of a group that are no targets: why, and what puts the first of them right there. */
export function UnusableCell({ cell }: { cell: UnusableCellView }) {
  return (
    <span class="unusable">
      {t('group.unusable')}
      <span class="second">
        <ReasonAndCure of={cell} />
      </span>
    </span>
  );
}
