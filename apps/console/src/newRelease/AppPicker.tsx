import { useState } from 'preact/hooks';
import type { AppView, GroupView } from '#api';
import { appsOf, listPage } from '../api/client.js';
import { t } from '../language/index.js';
import { CallError } from '../parts/errors.js';
import { useLoad } from '../parts/useLoad.js';
import { useQuiet } from '../parts/useQuiet.js';
import { offersFor } from './offersFor.js';

/** The most apps that are loaded to offer names. */
const most = 100;

/** The groups and apps that hold a text, as many as can be offered, and the names of what of the catalogue cannot be used. */
async function offers(q: string): Promise<{ groups: GroupView[]; apps: AppView[]; unusable: string[] }> {
  const [groups, found] = await Promise.all([
    listPage('listGroups', { q, limit: most }),
    q === '' ? null : listPage('listApps', { q, limit: most }),
  ]);
  const own = await appsOf(groups.items.flatMap(({ apps }) => apps).slice(0, most));
  const apps = new Map([...own, ...(found?.items ?? [])].map((app) => [app.key, app]));
  const rows = found?.unusable?.flatMap(({ app }) => app ?? []) ?? [];
  const unusable = [...new Set([...(groups.unusable ?? []), ...rows])].slice(0, most);
  return { groups: groups.items, apps: [...apps.values()], unusable };
}

/** The field for the groups and apps of a release. */
export function AppPicker({
  chosen,
  wrong,
  choose,
}: {
  chosen: readonly string[];
  wrong: boolean;
  choose: (names: string[]) => void;
}) {
  const [text, setText] = useState('');
  const wanted = useQuiet(text.trim());
  const known = useLoad(() => offers(wanted), [wanted]);
  const shown = known.value ? offersFor(known.value, wanted) : [];
  const unusable = known.value?.unusable ?? [];
  const turn = (name: string, on: boolean): void =>
    choose(on ? [...chosen, name] : chosen.filter((other) => other !== name));
  return (
    <fieldset class={wrong ? 'picker wrong' : 'picker'}>
      <legend>{t('start.apps')}</legend>
      {chosen.length > 0 && (
        <ul class="chips">
          {chosen.map((name) => (
            <li key={name}>
              {name}
              <button type="button" aria-label={t('start.leaveOut', { name })} onClick={() => turn(name, false)}>
                ✕
              </button>
            </li>
          ))}
        </ul>
      )}
      <input
        name="apps"
        type="search"
        value={text}
        placeholder={t('start.find')}
        aria-label={t('start.find')}
        aria-invalid={wrong}
        onInput={(event) => setText(event.currentTarget.value)}
      />
      {known.trouble && <CallError trouble={known.trouble} again={known.again} />}
      <ul class="offers" aria-busy={known.loading}>
        {known.value && shown.length + unusable.length === 0 && <li class="muted">{t('start.noMatch')}</li>}
        {shown.map(({ name, kind, more, usable }) => (
          <li key={`${kind} ${name}`}>
            <label class="check">
              <input
                type="checkbox"
                checked={chosen.includes(name)}
                disabled={!usable}
                onChange={(event) => turn(name, event.currentTarget.checked)}
              />
              <span class={kind === 'group' ? 'offer-group' : 'offer-app'}>{name}</span>
              <span class="muted">{kind === 'group' ? t('count.targets', { n: Number(more) }) : more}</span>
              {!usable && <span class="muted">{t('start.byHand')}</span>}
            </label>
          </li>
        ))}
        {unusable.map((name) => (
          <li key={`unusable ${name}`}>
            <label class="check muted">
              <input type="checkbox" disabled /> {name} <span>{t('targets.unusable')}</span>
            </label>
          </li>
        ))}
      </ul>
    </fieldset>
  );
}
