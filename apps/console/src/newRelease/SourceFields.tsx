import { t } from '../language/index.js';
import { ChoiceField } from './ChoiceField.js';
import type { Loaded } from '../parts/useLoad.js';
import type { GroupSource } from './groupSource.js';
import { GroupSourceFields } from './GroupSourceFields.js';
import { PackageField } from './PackageField.js';
import { modes, type FormProps } from './releaseForm.js';
import { TextField } from './TextField.js';

/** The fields of the source. */
export function SourceFields({ known, ...of }: FormProps & { known: Loaded<GroupSource | null> }) {
  const { form, wrong, set } = of;
  const full = (
    <ChoiceField
      {...of}
      name="full"
      label={t('start.full')}
      choices={[
        [1, t('start.merge')],
        [2, t('start.replace')],
      ]}
    />
  );
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
      {form.mode === 'group' && <GroupSourceFields {...of} known={known} />}
      {form.mode === 'environment' && (
        <div class="fields">
          <TextField {...of} name="from" label={t('start.from')} hint="uat" says={t('start.fromLacks')} />
          <TextField
            {...of}
            name="expect"
            label={t('start.expect')}
            hint="20260131_120059"
            says={t('start.expectWrong')}
          />
        </div>
      )}
      {form.mode === 'url' && (
        <div class="fields">
          <TextField
            {...of}
            name="url"
            label={t('start.url')}
            hint="http://10.0.0.3/web.tar.gz"
            says={t('start.urlLacks')}
          />
          <TextField {...of} name="sha256" label={t('start.sha256')} hint="9f86d081…" says={t('start.sha256Wrong')} />
          {full}
        </div>
      )}
      {form.mode === 'bundle' && (
        <div class="fields">
          <PackageField chosen={form.bundle} wrong={wrong.includes('bundle')} choose={(bundle) => set({ bundle })} />
          {full}
        </div>
      )}
      {form.mode === 'updateDirectory' && <p class="muted">{t('start.updateDirectory')}</p>}
    </fieldset>
  );
}
