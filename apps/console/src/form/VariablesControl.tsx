import { useEffect, useState } from 'preact/hooks';
import { t } from '../language/index.js';
import { saysSame } from '../yamlText/tree.js';
import { rowsOf, variablesIn, type VariableRow } from './variableRows.js';

const empty: VariableRow = { name: '', isSecret: false, text: '' };

/** Variables as rows of a name and a text, or of a name and the name of a secret: no value of one is ever typed. */
export function VariablesControl({
  id,
  value,
  locked,
  describedBy,
  change,
}: {
  id: string;
  value: unknown;
  locked: boolean;
  describedBy: string | undefined;
  change: (value: unknown) => void;
}) {
  // A row without a name is no variable yet, and stands all the same.
  const [rows, setRows] = useState(() => rowsOf(value));
  useEffect(() => {
    setRows((before) => (saysSame(variablesIn(before), value ?? undefined) ? before : rowsOf(value)));
  }, [value]);
  const put = (next: VariableRow[]): void => {
    setRows(next);
    change(variablesIn(next));
  };
  const alter = (index: number, to: Partial<VariableRow>): void => put(rows.with(index, { ...rows[index]!, ...to }));
  return (
    <div id={id} class="variables" role="group" aria-describedby={describedBy}>
      {rows.map(({ name, isSecret, text }, index) => (
        <div key={index} class="variable">
          <input
            value={name}
            disabled={locked}
            aria-label={t('variables.name', { n: index + 1 })}
            placeholder="NAME"
            maxLength={100}
            autocomplete="off"
            spellcheck={false}
            onInput={(event) => alter(index, { name: event.currentTarget.value })}
          />
          <select
            value={isSecret ? 'secret' : 'text'}
            disabled={locked}
            aria-label={t('variables.kind', { n: index + 1 })}
            onChange={(event) => alter(index, { isSecret: event.currentTarget.value === 'secret', text: '' })}
          >
            <option value="text">{t('variables.text')}</option>
            <option value="secret">{t('variables.secret')}</option>
          </select>
          <input
            value={text}
            disabled={locked}
            aria-label={t(isSecret ? 'variables.secretName' : 'variables.value', { n: index + 1 })}
            placeholder={isSecret ? t('variables.secretOf') : ''}
            maxLength={isSecret ? 64 : 4000}
            autocomplete="off"
            spellcheck={false}
            onInput={(event) => alter(index, { text: event.currentTarget.value })}
          />
          <button
            type="button"
            class="quiet small"
            disabled={locked}
            aria-label={t('variables.remove', { n: index + 1 })}
            onClick={() => put(rows.toSpliced(index, 1))}
          >
            ✕
          </button>
        </div>
      ))}
      <button type="button" class="small" disabled={locked} onClick={() => setRows([...rows, empty])}>
        {t('variables.add')}
      </button>
    </div>
  );
}
