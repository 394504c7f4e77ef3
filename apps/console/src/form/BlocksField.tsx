import { useId } from 'preact/hooks';
import { t } from '../language/index.js';
import { FieldRow } from './FieldRow.js';
import { fieldsOf, formOf, formsOf, inKind, type FormField, type FormSchema } from './formSchema.js';
import type { Sample } from './preview.js';
import { ProblemText } from './ProblemText.js';
import type { FieldProblem } from './problems.js';
import { SettingHelp, settingName } from './SettingName.js';
import { spellPlace, valueIn, withValue, type Place, type Tree } from '../yamlText/tree.js';
import { yamlOf } from '../yamlText/writeYaml.js';
import type { KnownValue } from './FieldRow.js';
import type { Origin } from './origin.js';

/** The fields of an item; where there are several kinds of it, one can be chosen. */
const fieldsIn = (schema: FormSchema, form: FormSchema, at: Place): FormField[] => {
  const kinds = formsOf(schema).map(({ properties }) => properties?.type?.const);
  return fieldsOf(form, at)
    .filter(({ place }) => kinds.length > 1 || place.at(-1) !== 'type')
    .map((field) => (field.place.at(-1) === 'type' ? { ...field, schema: { enum: kinds } } : field));
};

const nothingKnown: KnownValue = { otherwise: null, fixed: undefined };

/** A list of sections, as health checks: each with its own fields, by its kind. */
export function BlocksField({
  field: { place, schema },
  own,
  value,
  known: { otherwise },
  sample,
  problems,
  change,
}: {
  field: FormField;
  own: Origin;
  value: unknown;
  known: KnownValue;
  sample: Sample | null;
  problems: readonly FieldProblem[];
  change: (value: unknown) => void;
}) {
  const id = useId();
  const key = spellPlace(place);
  const items = Array.isArray(value) ? (value as Tree[]) : [];
  const given = Array.isArray(otherwise?.value) ? (otherwise.value as Tree[]) : [];
  const isSet = value !== undefined;
  const put = (index: number, item: Tree | null): void => {
    const next = item === null ? items.toSpliced(index, 1) : items.with(index, item);
    change(next.length === 0 && given.length === 0 ? undefined : next);
  };
  const add = (): void => {
    const kind = formsOf(schema)[0]?.properties?.type?.const;
    change([...items, kind === undefined ? {} : { type: kind }]);
  };
  const elsewhere = problems.filter(({ field }) => field === key);
  return (
    <div class="setting" role="group" aria-labelledby={id}>
      <div class="setting-head">
        <span id={id} class="setting-name">
          {settingName(key)}
        </span>
        <code>{key}</code>
        <span class={isSet ? 'origin own' : 'origin'}>
          {t(`origin.${isSet ? own : (otherwise?.from ?? 'default')}`)}
        </span>
      </div>
      {elsewhere.map((problem) => (
        <span key={problem.message} class="bad-text">
          <ProblemText problem={problem} />
        </span>
      ))}
      {!isSet && given.length > 0 && <pre class="yaml">{yamlOf({ [key]: given })}</pre>}
      {items.map((item, index) => {
        const at = [...place, index];
        const form = formOf(schema, item);
        return (
          <div key={index} class="setting-block">
            {fieldsIn(schema, form, at).map((inner) => {
              const innerKey = spellPlace(inner.place);
              const below = inner.place.slice(at.length);
              return (
                <FieldRow
                  key={innerKey}
                  field={inner}
                  own={own}
                  value={valueIn(item, below)}
                  known={nothingKnown}
                  sample={sample}
                  problems={problems.filter(({ field: one }) => one === innerKey || one?.startsWith(`${innerKey}[`))}
                  change={(to) =>
                    put(index, below[0] === 'type' ? inKind(schema, item, to) : withValue(item, below, to))
                  }
                />
              );
            })}
            <button type="button" class="small" onClick={() => put(index, null)}>
              {t('settings.removeBlock', { name: settingName(key), n: index + 1 })}
            </button>
          </div>
        );
      })}
      <div class="setting-below">
        {(schema.maxItems === undefined || items.length < schema.maxItems) && (
          <button type="button" class="small" onClick={add}>
            {t('settings.addBlock', { name: settingName(key) })}
          </button>
        )}
        {isSet && (
          <button type="button" class="small quiet" onClick={() => change(undefined)}>
            {t('settings.asBelow')}
          </button>
        )}
        <SettingHelp name={key} description={schema.description} />
      </div>
    </div>
  );
}
