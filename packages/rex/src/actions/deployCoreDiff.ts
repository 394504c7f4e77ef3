import { plainAction } from './action.js';

/** Compares what was downloaded with what would be released. */
export const deployCoreDiffAction = plainAction({
  kind: 'compare',
  summary: 'Count the differences between what was downloaded and what would be released',
  example: { k: 'server' },
});
