import { CodedError, type RollbackTo } from '#contract';
import { action } from './action.js';
import { choiceParameter, k, nameParameter, queue } from '../parameters/parameter.js';
import { remarkParameters, remarksOf, spellRemarks } from '../parameters/provenanceParameters.js';
import { strategyParameters } from '../parameters/strategyParameters.js';
import { given, spellStrategy, spellWhenBusy, strategyOf, targetsOf, whenBusyOf } from '../parameters/words.js';

const toOf = (to: string | undefined, before: string | undefined, rollstatus: string | undefined): RollbackTo => {
  if (to !== undefined) return { kind: 'release', id: to };
  if (before !== undefined) return { kind: 'before', release: before };
  return { kind: rollstatus === '1' ? 'marked' : 'previous' };
};

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
    before: nameParameter('job id of a release: undoes it, so that each app goes back to what it ran before'),
    ...strategyParameters,
    queue,
    ...remarkParameters,
  },
  required: ['k'],
  example: { k: 'server', rollstatus: '0' },
  rules: ({ to, before, rollstatus }) => {
    if (to !== undefined && before !== undefined) {
      throw new CodedError('PARAMETER_INVALID', { field: 'before', reason: 'cannot be given together with to' });
    }
    for (const [name, given] of Object.entries({ to, before })) {
      if (given !== undefined && rollstatus === '1')
        throw new CodedError('PARAMETER_INVALID', { field: 'rollstatus', reason: `cannot be 1 together with ${name}` });
    }
  },
  decode: ({ to, before, rollstatus, ...others }) => ({
    kind: 'rollback',
    targets: targetsOf(others.k),
    to: toOf(to, before, rollstatus),
    strategy: strategyOf(others),
    ...whenBusyOf(others.queue),
    ...remarksOf(others),
  }),
  encode: ({ to, strategy, whenBusy, note, onBehalfOf }) => ({
    ...spellStrategy(strategy),
    ...spellWhenBusy(whenBusy),
    ...spellRemarks({ note, onBehalfOf }),
    ...given({
      to: to.kind === 'release' ? to.id : undefined,
      before: to.kind === 'before' ? to.release : undefined,
      rollstatus: to.kind === 'marked' ? '1' : '0',
    }),
  }),
});
