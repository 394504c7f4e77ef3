import { busyPolicies, driftPolicies, failurePolicies } from '#contract/lists';
import { t, label } from '../language/index.js';
import { TextField } from './TextField.js';
import type { ReleaseForm } from './releaseForm.js';
import type { FormProps } from './SourceFields.js';

/** The fields of the strategy. */
export function StrategyFields({ form: form, wrong, set }: FormProps) {
  return (
    <fieldset>
      <legend>{t('start.strategy')}</legend>
      <div class="fields four">
        <label>
          {t('start.policy')}
          <select
            name="policy"
            value={form.policy}
            onChange={(event) => set({ policy: event.currentTarget.value as ReleaseForm['policy'] })}
          >
            <option value="">{t('start.asConfigured')}</option>
            {failurePolicies.map((policy) => (
              <option key={policy} value={policy}>
                {label('policy', policy)}
              </option>
            ))}
          </select>
        </label>
        <TextField
          name="batch"
          label={t('start.batch')}
          hint="25%"
          form={form}
          wrong={wrong}
          set={set}
          says={t('start.shareWrong')}
        />
        <TextField
          name="maxFailures"
          label={t('start.maxFailures')}
          hint="0"
          form={form}
          wrong={wrong}
          set={set}
          says={t('start.shareWrong')}
        />
        <TextField
          name="confirm"
          label={t('start.confirm')}
          hint="0"
          form={form}
          wrong={wrong}
          set={set}
          says={t('start.secondsWrong')}
        />
        <label>
          {t('start.queue')}
          <select
            name="queue"
            value={form.queue}
            onChange={(event) => set({ queue: event.currentTarget.value as ReleaseForm['queue'] })}
          >
            {busyPolicies.map((queue) => (
              <option key={queue} value={queue}>
                {t(`queue.${queue}`)}
              </option>
            ))}
          </select>
        </label>
        <label>
          {t('start.onDrift')}
          <select
            name="onDrift"
            value={form.onDrift}
            onChange={(event) => set({ onDrift: event.currentTarget.value as ReleaseForm['onDrift'] })}
          >
            <option value="">{t('start.asConfigured')}</option>
            {driftPolicies.map((onDrift) => (
              <option key={onDrift} value={onDrift}>
                {t(`onDrift.${onDrift}`)}
              </option>
            ))}
          </select>
        </label>
      </div>
    </fieldset>
  );
}
