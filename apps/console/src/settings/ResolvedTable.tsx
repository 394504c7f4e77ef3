import { t } from '../language/index.js';
import type { Resolved } from '../form/origin.js';
import { settingName } from '../form/SettingName.js';
import { yamlOf } from '../yamlText/writeYaml.js';

/** Every setting that counts, and where it is checked. */
export function ResolvedTable({ resolved }: { resolved: readonly Resolved[] }) {
  return (
    <table class="list resolved">
      <thead>
        <tr>
          <th scope="col">{t('settings.setting')}</th>
          <th scope="col">{t('settings.value')}</th>
          <th scope="col">{t('settings.from')}</th>
        </tr>
      </thead>
      <tbody>
        {resolved.map(({ key, value, from }) => (
          <tr key={key}>
            <th scope="row">
              {settingName(key)} <code class="second muted">{key}</code>
            </th>
            <td>
              {typeof value === 'object' && value !== null && Object.keys(value).length > 0 ? (
                <pre class="yaml">{yamlOf({ [key.split('.').at(-1)!]: value })}</pre>
              ) : (
                <code>{value === '' || typeof value === 'object' ? '–' : String(value)}</code>
              )}
            </td>
            <td>
              <span class={from === 'app' || from === 'group' ? 'origin own' : 'origin'}>{t(`origin.${from}`)}</span>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
