import { createRequest } from '#api/client';
import { call } from '../api/client.js';
import { asRefused } from '../api/refused.js';
import { go } from '../navigation/route.js';
import { showNotice } from '../parts/currentNotices.js';
import { refusalWords } from '../language/errorWords.js';

/** Starts a drift check of these apps and opens its page. */
export async function checkDrift(names: string): Promise<void> {
  try {
    const made = await createRequest({ call }, 'createAction', { action: 'drift', parameters: { k: names } });
    go(`/releases/${made.id}`);
  } catch (thrown) {
    showNotice(refusalWords(asRefused(thrown)).message, true);
  }
}
