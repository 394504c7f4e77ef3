import { busyPolicies, failurePolicies } from '#contract/lists';
import { t, word } from '../language/index.js';
import { Field } from './Field.js';
import type { Order } from './order.js';
import type { Fields } from './SourceFields.js';

/** How it is carried out. */
export function Manner({ order, wrong, set }: Fields) {
  return (
    <fieldset>
      <legend>{t('start.manner')}</legend>
      <div class="fields four">
        <label>
          {t('start.policy')}
          <select
            name="policy"
            value={order.policy}
            onChange={(event) => set({ policy: event.currentTarget.value as Order['policy'] })}
          >
            <option value="">{t('start.asConfigured')}</option>
            {failurePolicies.map((policy) => (
              <option key={policy} value={policy}>
                {word('policy', policy)}
              </option>
            ))}
          </select>
        </label>
        <Field
          name="batch"
          label={t('start.batch')}
          hint="25%"
          order={order}
          wrong={wrong}
          set={set}
          says={t('start.shareWrong')}
        />
        <Field
          name="maxFailures"
          label={t('start.maxFailures')}
          hint="0"
          order={order}
          wrong={wrong}
          set={set}
          says={t('start.shareWrong')}
        />
        <Field
          name="confirm"
          label={t('start.confirm')}
          hint="0"
          order={order}
          wrong={wrong}
          set={set}
          says={t('start.secondsWrong')}
        />
        <label>
          {t('start.queue')}
          <select
            name="queue"
            value={order.queue}
            onChange={(event) => set({ queue: event.currentTarget.value as Order['queue'] })}
          >
            {busyPolicies.map((queue) => (
              <option key={queue} value={queue}>
                {t(`queue.${queue}`)}
              </option>
            ))}
          </select>
        </label>
      </div>
    </fieldset>
  );
}
