import type { Part } from './part.js';
import { profilePost } from '../profilePost.js';
import { profileRelease } from '../profileRelease.js';

/** Shows where the time goes; there are no figures in it, so that it can be read beside those of a run. */
export const showProfile: Part = async ({ quick }) => {
  for (const what of ['one-file', 'nothing'] as const) await profileRelease(what, quick ? 3 : 7);
  await profilePost();
};
