import { useId } from 'preact/hooks';
import { t } from '../language/index.js';
import { FieldControl } from './FieldControl.js';
import type { Origin } from './origin.js';
import type { FormField } from './formSchema.js';
import { filledText, type Sample } from './preview.js';
import { ProblemText } from './ProblemText.js';
import type { FieldProblem } from './problems.js';
import { SettingHelp, settingName } from './SettingName.js';
import { spellPlace } from '../yamlText/tree.js';
import { textOf } from './fieldText.js';

/** What is known of a value beside what is set here. */
export interface KnownValue {
  /** What counts where nothing is set here, and where that is checked. */
  otherwise: { value?: unknown; from: Origin } | null;
  /** config.yml decides it: it cannot be changed here. */
  fixed: unknown;
}

/** One setting: its name and key, where its value is checked, its field, what it becomes on a host, and what is wrong with it. */
export function FieldRow({
  field,
  own,
  value,
  known: { otherwise, fixed },
  sample,
  problems,
  offers,
  change,
  replace,
}: {
  field: FormField;
  /** Whose form this is. */
  own: Origin;
  value: unknown;
  known: KnownValue;
  sample: Sample | null;
  problems: readonly FieldProblem[];
  offers?: readonly string[] | undefined;
  change: (value: unknown) => void;
  replace?: (problem: FieldProblem) => void;
}) {
  const id = useId();
  const key = spellPlace(field.place);
  const isFixed = fixed !== undefined;
  const isSet = value !== undefined && !isFixed;
  const origin: Origin | null = isFixed ? 'config' : isSet ? own : (otherwise?.from ?? null);
  const counting = isFixed ? fixed : isSet ? value : otherwise?.value;
  const become = sample !== null && typeof counting === 'string' ? filledText(counting, sample) : null;
  const other = textOf(field.kind, otherwise?.value);
  return (
    <div class="setting">
      <div class="setting-head">
        <label for={id}>{settingName(key)}</label>
        <code>{key}</code>
        {origin && <span class={isSet ? 'origin own' : 'origin'}>{t(`origin.${origin}`)}</span>}
        {isSet && (
          <button
            type="button"
            class="quiet small"
            aria-label={t('settings.clear', { name: settingName(key) })}
            onClick={() => change(undefined)}
          >
            ✕
          </button>
        )}
      </div>
      <FieldControl
        id={id}
        field={field}
        value={isFixed ? fixed : value}
        otherwise={otherwise?.value}
        describedBy={`${id}-help`}
        invalid={problems.length > 0}
        locked={isFixed}
        offers={offers}
        change={change}
      />
      <div id={`${id}-help`} class="setting-below">
        {problems.map((problem) => (
          <span key={`${problem.about} ${problem.message}`} class="bad-text">
            <ProblemText problem={problem} />{' '}
            {problem.nearest !== null && replace && (
              <button type="button" class="small" onClick={() => replace(problem)}>
                {t('settings.replace', { word: problem.nearest })}
              </button>
            )}
          </span>
        ))}
        {isFixed && <span class="muted">{t('settings.fixed')}</span>}
        {become !== null && (
          <span class="mono muted">{t('settings.becomes', { app: sample!.app ?? '', text: become })}</span>
        )}
        {isSet && other !== '' && (
          <span class="muted">{t('settings.instead', { value: other, from: t(`origin.${otherwise!.from}`) })}</span>
        )}
        <SettingHelp name={key} description={field.schema.description} />
        {field.kind === 'names' && <span class="muted">{t('settings.perLine')}</span>}
        {field.kind === 'pairs' && <span class="muted">{t('settings.pairPerLine')}</span>}
      </div>
    </div>
  );
}
