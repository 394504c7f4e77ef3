import { t } from '../language/index.js';
import { textDifference } from '../yamlText/textDifference.js';
import { yamlOf } from '../yamlText/writeYaml.js';
import type { Tree } from '../yamlText/tree.js';

/** How settings are changed, as the file would say it. */
export function SettingsDifference({ before, after }: { before: Tree; after: Tree }) {
  const lines = textDifference(yamlOf(before), yamlOf(after));
  if (lines.length === 0) return <p class="muted">{t('settings.noChange')}</p>;
  return (
    <pre class="yaml" tabIndex={0} aria-label={t('settings.difference')}>
      {lines.map(({ sign, text }, index) => (
        <span key={index} class={{ ' ': 'same', '-': 'minus', '+': 'plus' }[sign]}>
          {`${sign} ${text}\n`}
        </span>
      ))}
    </pre>
  );
}
