import { t } from '../language/index.js';
import { BlocksField } from './BlocksField.js';
import { FieldRow, type KnownValue } from './FieldRow.js';
import type { Origin, Resolved } from './origin.js';
import type { FormField, FormSection } from './formSchema.js';
import type { Sample } from './preview.js';
import { ProblemText } from './ProblemText.js';
import { atFields, type FieldProblem } from './problems.js';
import { SettingHelp, settingName } from './SettingName.js';
import { spellPlace, valueIn, withValue, type Tree } from '../yamlText/tree.js';

const nothing: KnownValue = { otherwise: null, fixed: undefined };

/** The placeholders as they are written. */
const braces = Object.fromEntries(
  ['app', 'host', 'group', 'port', 'environment', 'shared'].map((name) => [name, `{${name}}`]),
);

/** What is known of a setting by how it counted when it was loaded; `own` is whose form this is. */
function knownOf(resolved: ReadonlyMap<string, Resolved>, key: string, own: Origin): KnownValue {
  const found = resolved.get(key);
  if (found === undefined) return nothing;
  if (found.from === 'config') return { otherwise: null, fixed: found.value };
  const { value, from, instead } = found;
  return { otherwise: from === own ? instead : { value, from }, fixed: undefined };
}

/** The sections of a form, each a fieldset, with every problem at its field. */
export function SettingsForm({
  sections,
  own,
  draft,
  resolved,
  sample,
  problems,
  offers = {},
  change,
}: {
  sections: readonly FormSection[];
  own: Origin;
  draft: Tree;
  resolved: readonly Resolved[];
  sample: Sample | null;
  problems: readonly FieldProblem[];
  offers?: Readonly<Record<string, readonly string[]>>;
  change: (draft: Tree) => void;
}) {
  const known = new Map(resolved.map((one) => [one.key, one]));
  const keys = sections.flatMap(({ fields }) => fields.map(({ place }) => spellPlace(place)));
  const { byField, others } = atFields(problems, keys);
  const rowOf = (field: FormField) => {
    const key = spellPlace(field.place);
    const common = {
      ...{ field, own, sample },
      value: valueIn(draft, field.place),
      known: knownOf(known, key, own),
      problems: byField.get(key) ?? [],
      change: (value: unknown) => change(withValue(draft, field.place, value)),
    };
    return field.kind === 'blocks' ? (
      <BlocksField key={key} {...common} />
    ) : (
      <FieldRow key={key} {...common} offers={offers[key]} />
    );
  };
  return (
    <div class="settings-form">
      {others.length > 0 && (
        <ul class="plain bad-text" role="alert">
          {others.map((problem) => (
            <li key={`${problem.about} ${problem.message}`}>
              <ProblemText problem={problem} />
            </li>
          ))}
        </ul>
      )}
      {sections.map(({ key, description, fields }) => (
        <fieldset key={key} id={`setting-${key}`} class="setting-section card-box">
          <legend>{settingName(key)}</legend>
          {description !== null && fields.length > 1 && (
            <p>
              <SettingHelp name={key} description={description} />
            </p>
          )}
          {fields.map(rowOf)}
        </fieldset>
      ))}
      <p class="muted">{t('settings.placeholders', braces)}</p>
    </div>
  );
}
