import type { Action } from './action.js';
import { choiceParameter, k } from '../parameters/parameter.js';

/** Copies the downloaded or updated trees to the directories a release is made from. */
export const deployCoreSyncproAction: Action = {
  name: 'Deploy:Core:syncpro',
  summary: 'Copy program and config to the directories a release is made from',
  parameters: {
    k,
    update: choiceParameter('1 copies from the update directory, otherwise from what was downloaded', ['0', '1']),
  },
  required: ['k'],
  example: { k: 'server', update: '1' },
};
