import { useEffect, useState } from 'preact/hooks';
import { t } from '../language/index.js';
import { textOf, valueOf } from './fieldText.js';
import { wordsOf, type FormField } from './formSchema.js';
import { VariablesControl } from './VariablesControl.js';
import { saysSame } from '../yamlText/tree.js';

interface ControlProps {
  id: string;
  field: Pick<FormField, 'kind' | 'schema'>;
  /** What is set here; undefined where nothing is. */
  value: unknown;
  /** What counts where nothing is set. */
  otherwise: unknown;
  describedBy: string | undefined;
  invalid: boolean;
  locked: boolean;
  /** Names that are offered. */
  offers?: readonly string[] | undefined;
  change: (value: unknown) => void;
}

const severalLines: readonly FormField['kind'][] = ['lines', 'names', 'pairs', 'json'];

/** What a value is filled in with, by its kind. */
export function FieldControl(props: ControlProps) {
  const { kind } = props.field;
  if (kind === 'variables') return <VariablesControl {...props} />;
  return kind === 'word' || kind === 'flag' ? <Choice {...props} /> : <TextControl {...props} />;
}

/** A value that comes from a list is a list. */
function Choice({ id, field: { kind, schema }, value, otherwise, describedBy, invalid, locked, change }: ControlProps) {
  const words = kind === 'flag' ? ['true', 'false'] : wordsOf(schema);
  const named = (word: string): string => (kind === 'flag' ? t(word === 'true' ? 'yes' : 'no') : word);
  const usual = textOf(kind, otherwise);
  return (
    <select
      id={id}
      disabled={locked}
      aria-invalid={invalid}
      aria-describedby={describedBy}
      value={textOf(kind, value)}
      onChange={(event) => change(valueOf(kind, event.currentTarget.value))}
    >
      <option value="">{usual === '' ? t('settings.notSet') : t('settings.asGiven', { value: named(usual) })}</option>
      {words.map((word) => (
        <option key={word} value={word}>
          {named(word)}
        </option>
      ))}
    </select>
  );
}

function TextControl({ id, field, value, otherwise, describedBy, invalid, locked, offers, change }: ControlProps) {
  const { kind, schema } = field;
  // What is typed stands as it is typed, until the value becomes another one by other means.
  const [typed, setTyped] = useState(() => textOf(kind, value));
  useEffect(() => {
    setTyped((before) => (saysSame(valueOf(kind, before), value ?? undefined) ? before : textOf(kind, value)));
  }, [value]);
  const common = {
    id,
    value: typed,
    disabled: locked,
    placeholder: value === null ? t('settings.nothing') : textOf(kind, otherwise),
    maxLength: Math.min(schema.maxLength ?? 20_000, 20_000),
    'aria-invalid': invalid,
    'aria-describedby': describedBy,
    autocomplete: 'off',
    spellcheck: false,
  } as const;
  const take = (text: string): void => {
    setTyped(text);
    change(valueOf(kind, text));
  };
  if (severalLines.includes(kind)) {
    const rows = Math.min(12, Math.max(2, (typed || textOf(kind, otherwise)).split('\n').length));
    return <textarea {...common} rows={rows} onInput={(event) => take(event.currentTarget.value)} />;
  }
  return (
    <>
      <input
        {...common}
        list={offers ? `${id}-offers` : undefined}
        inputMode={kind === 'number' ? 'numeric' : 'text'}
        onInput={(event) => take(event.currentTarget.value)}
      />
      {offers && (
        <datalist id={`${id}-offers`}>
          {offers.map((name) => (
            <option key={name} value={name} />
          ))}
        </datalist>
      )}
    </>
  );
}
