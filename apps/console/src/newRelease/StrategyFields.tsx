import { busyPolicies, driftPolicies, failurePolicies } from '#contract/lists';
import { t, label } from '../language/index.js';
import { ChoiceField } from './ChoiceField.js';
import { TextField } from './TextField.js';
import type { FormProps } from './releaseForm.js';

/** The fields of the strategy. */
export function StrategyFields(of: FormProps) {
  const asConfigured = ['', t('start.asConfigured')] as const;
  return (
    <fieldset>
      <legend>{t('start.strategy')}</legend>
      <div class="fields four">
        <ChoiceField
          {...of}
          name="policy"
          label={t('start.policy')}
          choices={[asConfigured, ...failurePolicies.map((policy) => [policy, label('policy', policy)] as const)]}
        />
        <TextField {...of} name="batch" label={t('start.batch')} hint="25%" says={t('start.shareWrong')} />
        <TextField {...of} name="maxFailures" label={t('start.maxFailures')} hint="0" says={t('start.shareWrong')} />
        <TextField {...of} name="confirm" label={t('start.confirm')} hint="0" says={t('start.secondsWrong')} />
        <ChoiceField
          {...of}
          name="queue"
          label={t('start.queue')}
          choices={busyPolicies.map((queue) => [queue, t(`queue.${queue}`)])}
        />
        <ChoiceField
          {...of}
          name="onDrift"
          label={t('start.onDrift')}
          choices={[asConfigured, ...driftPolicies.map((onDrift) => [onDrift, t(`onDrift.${onDrift}`)] as const)]}
        />
      </div>
    </fieldset>
  );
}
