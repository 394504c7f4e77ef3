import { useEffect, useRef, useState } from 'preact/hooks';
import { t } from '../language/index.js';
import { takeTheirs, type Conflict } from './merge.js';
import { settingName } from '../form/SettingName.js';
import type { Tree } from '../yamlText/tree.js';

const shown = (value: unknown): string =>
  value === undefined ? t('settings.notSet') : typeof value === 'string' ? value : JSON.stringify(value);

/** What somebody else changed meanwhile, field by field, beside what is changed here: which of the two is to count. */
export function ConflictChoice({
  conflicts,
  mine,
  theirs,
  settle,
}: {
  conflicts: readonly Conflict[];
  mine: Tree;
  theirs: Tree;
  settle: (draft: Tree) => void;
}) {
  const [choice, setChoice] = useState<Readonly<Record<string, 'mine' | 'theirs'>>>({});
  const place = useRef<HTMLElement>(null);
  // It stands above what was looked at when it was to be saved.
  useEffect(() => place.current?.focus(), []);
  const open = conflicts.filter(({ key }) => choice[key] === undefined).length;
  const taken = conflicts.filter(({ key }) => choice[key] === 'theirs').map(({ key }) => key);
  return (
    <section ref={place} tabIndex={-1} class="trouble conflicts" role="alert" aria-labelledby="conflicts">
      <h2 id="conflicts" class="trouble-what">
        {t('settings.conflicts', { n: conflicts.length })}
      </h2>
      {conflicts.map((conflict) => (
        <fieldset key={conflict.key} class="conflict">
          <legend>
            {settingName(conflict.key)} <code>{conflict.key}</code>
          </legend>
          {(['mine', 'theirs'] as const).map((side) => (
            <label key={side} class="choice">
              <input
                type="radio"
                name={conflict.key}
                checked={choice[conflict.key] === side}
                onChange={() => setChoice({ ...choice, [conflict.key]: side })}
              />
              <span>
                {t(`settings.${side}`)} <code class="second">{shown(conflict[side])}</code>
              </span>
            </label>
          ))}
        </fieldset>
      ))}
      <button type="button" class="primary" disabled={open > 0} onClick={() => settle(takeTheirs(mine, theirs, taken))}>
        {t(open > 0 ? 'settings.decide' : 'settings.decided', { n: open })}
      </button>
    </section>
  );
}
