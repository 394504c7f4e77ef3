import { action } from './action.js';
import { k, textParameter } from '../parameters/parameter.js';
import { targetsOf } from '../parameters/words.js';

/** Holds the configurations of two releases against each other. */
export const compareReleasesAction = action({
  kind: 'compareReleases',
  summary: 'Tell how the configurations of two releases differ, as text without secrets',
  parameters: { k, from: textParameter('job id of a release', 64), to: textParameter('job id of another one', 64) },
  required: ['k', 'from', 'to'],
  example: {
    k: 'server',
    from: '3b9f4c11-6d0e-4c52-9c4a-0d6a51b2f7aa',
    to: '6f0c7a52-3f7e-4b0f-8d2c-1f5a8e0b9c3d',
  },
  decode: ({ k: names, from = '', to = '' }) => ({ kind: 'compareReleases', targets: targetsOf(names), from, to }),
  encode: ({ from, to }) => ({ from, to }),
});
