import { wireWord } from '../language/word.js';

/**
 * The word people read for where an app stands, in their language. `new` is the API's word for an app that runs what was asked for: after a
 * rollback that is an earlier release, so it is shown as `back`.
 */
export const standingWord = (action: string | undefined, standing: string): string =>
  wireWord(action === 'rollback' && standing === 'new' ? 'back' : standing);
