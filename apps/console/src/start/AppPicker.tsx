import { useState } from 'preact/hooks';
import { apps as listApps, groups as listGroups } from '../api/calls.js';
import { t } from '../language/index.js';
import { Refusal } from '../parts/Trouble.js';
import { useLoad } from '../parts/useLoad.js';
import { offered } from './offered.js';

/** Which groups and apps a release is for. */
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
  const known = useLoad(async () => {
    const [groups, apps] = await Promise.all([listGroups(), listApps()]);
    return { groups, apps };
  }, []);
  const shown = known.value ? offered(known.value, text) : [];
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
      {known.trouble && <Refusal trouble={known.trouble} again={known.again} />}
      {known.value && shown.length === 0 && <p class="muted">{t('start.noMatch')}</p>}
      <ul class="offers">
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
              <span class="muted">{kind === 'group' ? t('count.apps', { n: Number(more) }) : more}</span>
              {!usable && <span class="muted">{t('start.byHand')}</span>}
            </label>
          </li>
        ))}
      </ul>
    </fieldset>
  );
}
