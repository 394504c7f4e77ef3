import { action } from './action.js';
import { choiceParameter, k } from '../parameters/parameter.js';
import { targetsOf, type WireParameters } from '../parameters/words.js';

/** Copies the downloaded or updated trees to the directories a release is made from. */
export const deployCoreSyncproAction = action({
  kind: 'stage',
  summary: 'Copy program and config to the directories a release is made from',
  parameters: {
    k,
    update: choiceParameter('1 copies from the update directory, otherwise from what was downloaded', ['0', '1']),
  },
  required: ['k'],
  example: { k: 'server', update: '1' },
  decode: ({ k: names, update }) => ({
    ...{ kind: 'stage', targets: targetsOf(names) },
    from: update === '1' ? 'updateDirectory' : 'downloads',
  }),
  encode: ({ from }): WireParameters => (from === 'updateDirectory' ? { update: '1' } : {}),
});
