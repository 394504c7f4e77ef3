import { t } from '../language/index.js';
import { TextField } from './TextField.js';
import { modes, type ReleaseForm } from './releaseForm.js';
import { PackageField } from './PackageField.js';

export interface FormProps {
  form: ReleaseForm;
  wrong: readonly (keyof ReleaseForm)[];
  set: (change: Partial<ReleaseForm>) => void;
}

/** The fields of the source. */
export function SourceFields({ form: form, wrong, set }: FormProps) {
  return (
    <fieldset>
      <legend>{t('start.source')}</legend>
      <div class="modes" role="radiogroup" aria-label={t('start.source')}>
        {modes.map((mode) => (
          <label key={mode} class="mode">
            <input type="radio" name="mode" checked={form.mode === mode} onChange={() => set({ mode })} />
            <span class="mode-name">{t(`mode.${mode}`)}</span>
            <span class="muted">{t(`modeWhat.${mode}`)}</span>
          </label>
        ))}
      </div>
      {form.mode === 'environment' && (
        <div class="fields">
          <TextField
            name="from"
            label={t('start.from')}
            hint="uat"
            form={form}
            wrong={wrong}
            set={set}
            says={t('start.fromLacks')}
          />
          <TextField
            name="expect"
            label={t('start.expect')}
            hint="20260131_120059"
            form={form}
            wrong={wrong}
            set={set}
            says={t('start.expectWrong')}
          />
        </div>
      )}
      {form.mode === 'url' && (
        <div class="fields">
          <TextField
            name="url"
            label={t('start.url')}
            hint="http://10.0.0.3/web.tar.gz"
            form={form}
            wrong={wrong}
            set={set}
            says={t('start.urlLacks')}
          />
          <TextField
            name="sha256"
            label={t('start.sha256')}
            hint="9f86d081…"
            form={form}
            wrong={wrong}
            set={set}
            says={t('start.sha256Wrong')}
          />
          <Full form={form} wrong={wrong} set={set} />
        </div>
      )}
      {form.mode === 'bundle' && (
        <div class="fields">
          <PackageField chosen={form.bundle} wrong={wrong.includes('bundle')} choose={(bundle) => set({ bundle })} />
          <Full form={form} wrong={wrong} set={set} />
        </div>
      )}
      {form.mode === 'updateDirectory' && <p class="muted">{t('start.updateDirectory')}</p>}
    </fieldset>
  );
}

function Full({ form: form, set }: FormProps) {
  return (
    <label>
      {t('start.full')}
      <select
        name="full"
        value={form.full}
        onChange={(event) => set({ full: event.currentTarget.value === '2' ? 2 : 1 })}
      >
        <option value="1">{t('start.merge')}</option>
        <option value="2">{t('start.replace')}</option>
      </select>
    </label>
  );
}
