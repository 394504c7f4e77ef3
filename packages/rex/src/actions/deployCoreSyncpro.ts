import type { Action } from './action.js';
import { choice, k } from '../parameters/parameter.js';

/** Copies the downloaded or updated trees to the directories a release is made from. */
export const deployCoreSyncpro: Action = {
  name: 'Deploy:Core:syncpro',
  summary: 'Copy program and config to the directories a release is made from',
  parameters: {
    k,
    update: choice('1 copies from the update directory, otherwise from what was downloaded', ['0', '1']),
  },
  required: ['k'],
  example: { k: 'server', update: '1' },
};
