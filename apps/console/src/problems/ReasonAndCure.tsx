import type { UnusableCellView, UnusableRowView } from '#api';
import { t } from '../language/index.js';
import { wholeWords } from '../language/statedWords.js';

/** Why a row of the catalogue is no target, and what puts it right: here, or in the database that is named. */
export function ReasonAndCure({
  of: { problem, problemStatement: statement, cure, database },
}: {
  of: Pick<UnusableRowView, 'problem' | 'problemStatement' | 'cure'> & Pick<UnusableCellView, 'database'>;
}) {
  const { message, lang } = wholeWords({ message: problem, statement });
  return (
    <>
      <span lang={lang}>{message}</span>
      {database !== undefined && <span class="second">{t('group.unusableThere', { database })}</span>}
      {cure !== undefined && <code class="second cure">{cure}</code>}
    </>
  );
}
