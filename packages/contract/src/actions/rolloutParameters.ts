import type { Parameter } from './parameter.js';
import { choice } from './parameter.js';

/** What happens to the other hosts when one fails in activation. */
export const policies = ['stop', 'undo', 'continue'] as const;

const share = (description: string, least: 0 | 1): Parameter => ({
  type: 'string',
  description,
  maxLength: 5,
  pattern: least === 0 ? '^([0-9]{1,4}|[0-9]{1,2}%|100%)$' : '^([1-9][0-9]{0,3}|[1-9][0-9]?%|100%)$',
});

/** How the hosts of a release are switched, where config.yml (`rollout`) shall not decide. */
export const rolloutParameters: Readonly<Record<string, Parameter>> = {
  policy: choice(
    'when a host fails after it was switched: stop leaves the others as they are, undo puts every host back, continue goes on',
    policies,
  ),
  max_failures: share('hosts that may fail before policy applies: a number, or a share as 10%', 0),
  batch: share('hosts switched at a time: a number, or a share as 25%', 1),
  confirm: {
    type: 'string',
    description: 'seconds after which a host goes back by itself unless its health was confirmed; 0 never',
    maxLength: 4,
    pattern: '^[0-9]{1,4}$',
  },
};
