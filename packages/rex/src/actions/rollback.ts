import { CodedError } from '#contract';
import { action } from './action.js';
import { choiceParameter, k, nameParameter, queue } from '../parameters/parameter.js';
import { remarkParameters, remarksOf, spellRemarks } from '../parameters/provenanceParameters.js';
import { strategyParameters } from '../parameters/strategyParameters.js';
import { given, spellStrategy, spellWhenBusy, strategyOf, targetsOf, whenBusyOf } from '../parameters/words.js';

/** Puts an earlier release back. */
export const rollbackAction = action({
  kind: 'rollback',
  summary: 'Go back to an earlier release',
  parameters: {
    k,
    rollstatus: choiceParameter(
      '0 goes back one release; 1 goes to the one record marked with rollStatus=1',
      ['0', '1'],
      '0',
    ),
    to: nameParameter('randomStr of a record, or job id of a release: goes to that one, on every app'),
    ...strategyParameters,
    queue,
    ...remarkParameters,
  },
  required: ['k'],
  example: { k: 'server', rollstatus: '0' },
  rules: ({ to, rollstatus }) => {
    if (to !== undefined && rollstatus === '1') {
      throw new CodedError('PARAMETER_INVALID', { field: 'rollstatus', reason: 'cannot be 1 together with to' });
    }
  },
  decode: ({ to, rollstatus, ...others }) => ({
    kind: 'rollback',
    targets: targetsOf(others.k),
    to: to !== undefined ? { kind: 'release', id: to } : { kind: rollstatus === '1' ? 'marked' : 'previous' },
    strategy: strategyOf(others),
    ...whenBusyOf(others.queue),
    ...remarksOf(others),
  }),
  encode: ({ to, strategy, whenBusy, note, onBehalfOf }) => ({
    ...spellStrategy(strategy),
    ...spellWhenBusy(whenBusy),
    ...spellRemarks({ note, onBehalfOf }),
    ...given({ to: to.kind === 'release' ? to.id : undefined, rollstatus: to.kind === 'marked' ? '1' : '0' }),
  }),
});
