import type { Action } from './action.js';
import { k } from '../parameters/parameter.js';

/** Compares what was downloaded with what would be released. */
export const deployCoreDiffAction: Action = {
  name: 'Deploy:Core:diff',
  summary: 'Count the differences between what was downloaded and what would be released',
  parameters: { k },
  required: ['k'],
  example: { k: 'server' },
};
