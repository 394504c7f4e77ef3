import { serviceOperations, type ServiceOperation } from '#contract';
import { action } from './action.js';
import { choiceParameter, k, queue } from '../parameters/parameter.js';
import { spellWhenBusy, targetsOf, whenBusyOf } from '../parameters/words.js';

/** Starts, stops or restarts applications. */
export const serviceAction = action({
  kind: 'service',
  summary: 'Start, stop or restart the application',
  parameters: { k, a: choiceParameter('what to do', serviceOperations), queue },
  required: ['k', 'a'],
  example: { k: 'server', a: 'restart' },
  decode: ({ k: names, a, queue: whenBusy }) => ({
    ...{ kind: 'service', targets: targetsOf(names), operation: a as ServiceOperation },
    ...whenBusyOf(whenBusy),
  }),
  encode: ({ operation, whenBusy }) => ({ a: operation, ...spellWhenBusy(whenBusy) }),
});
