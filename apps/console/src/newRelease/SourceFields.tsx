import { t } from '../language/index.js';
import { Field } from './Field.js';
import { modes, type Order } from './order.js';
import { PackageField } from './PackageField.js';

export interface Fields {
  order: Order;
  wrong: readonly (keyof Order)[];
  set: (change: Partial<Order>) => void;
}

/** Where the new version comes from. */
export function SourceFields({ order, wrong, set }: Fields) {
  return (
    <fieldset>
      <legend>{t('start.source')}</legend>
      <div class="modes" role="radiogroup" aria-label={t('start.source')}>
        {modes.map((mode) => (
          <label key={mode} class="mode">
            <input type="radio" name="mode" checked={order.mode === mode} onChange={() => set({ mode })} />
            <span class="mode-name">{t(`mode.${mode}`)}</span>
            <span class="muted">{t(`modeWhat.${mode}`)}</span>
          </label>
        ))}
      </div>
      {order.mode === 'environment' && (
        <div class="fields">
          <Field
            name="from"
            label={t('start.from')}
            hint="uat"
            order={order}
            wrong={wrong}
            set={set}
            says={t('start.fromLacks')}
          />
          <Field
            name="expect"
            label={t('start.expect')}
            hint="20260131_120059"
            order={order}
            wrong={wrong}
            set={set}
            says={t('start.expectWrong')}
          />
        </div>
      )}
      {order.mode === 'url' && (
        <div class="fields">
          <Field
            name="url"
            label={t('start.url')}
            hint="http://10.0.0.3/web.tar.gz"
            order={order}
            wrong={wrong}
            set={set}
            says={t('start.urlLacks')}
          />
          <Full order={order} wrong={wrong} set={set} />
        </div>
      )}
      {order.mode === 'bundle' && (
        <div class="fields">
          <PackageField chosen={order.bundle} wrong={wrong.includes('bundle')} choose={(bundle) => set({ bundle })} />
          <Full order={order} wrong={wrong} set={set} />
        </div>
      )}
      {order.mode === 'updateDirectory' && <p class="muted">{t('start.updateDirectory')}</p>}
    </fieldset>
  );
}

function Full({ order, set }: Fields) {
  return (
    <label>
      {t('start.full')}
      <select
        name="full"
        value={order.full}
        onChange={(event) => set({ full: event.currentTarget.value === '2' ? 2 : 1 })}
      >
        <option value="1">{t('start.merge')}</option>
        <option value="2">{t('start.replace')}</option>
      </select>
    </label>
  );
}
