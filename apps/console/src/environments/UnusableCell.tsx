import type { UnusableCellView } from '#api';
import { t } from '../language/index.js';
import { wholeWords } from '../language/statedWords.js';

/** What stands where an environment has only rows of a group that are no targets: why, and what puts the first of them right there. */
export function UnusableCell({
  cell: { problem, problemStatement: statement, cure, database },
}: {
  cell: UnusableCellView;
}) {
  const { message, lang } = wholeWords({ message: problem, statement });
  return (
    <span class="unusable">
      {t('group.unusable')}
      <span class="second" lang={lang}>
        {message}
      </span>
      {database !== undefined && <span class="second">{t('group.unusableThere', { database })}</span>}
      <code class="second cure">{cure}</code>
    </span>
  );
}
