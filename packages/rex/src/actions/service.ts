import { serviceOperations, type ServiceOperation } from '#contract';
import { action } from './action.js';
import { choiceParameter, k, queue } from '../parameters/parameter.js';
import { remarkParameters, remarksOf, spellRemarks } from '../parameters/provenanceParameters.js';
import { spellWhenBusy, targetsOf, whenBusyOf } from '../parameters/words.js';

/** Starts, stops or restarts applications. */
export const serviceAction = action({
  kind: 'service',
  summary: 'Start, stop, restart or reload the application',
  parameters: { k, a: choiceParameter('what to do', serviceOperations), queue, ...remarkParameters },
  required: ['k', 'a'],
  example: { k: 'server', a: 'restart' },
  decode: ({ k: names, a, queue: whenBusy, ...remarks }) => ({
    ...{ kind: 'service', targets: targetsOf(names), operation: a as ServiceOperation },
    ...whenBusyOf(whenBusy),
    ...remarksOf(remarks),
  }),
  encode: ({ operation, whenBusy, note, onBehalfOf }) => ({
    ...{ a: operation, ...spellWhenBusy(whenBusy) },
    ...spellRemarks({ note, onBehalfOf }),
  }),
});
