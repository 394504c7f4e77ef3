import { createAction } from '../api/calls.js';
import { asRefused } from '../api/refused.js';
import { go } from '../navigation/route.js';
import { say } from '../parts/notices.js';

/** Has the hosts looked at, and opens what looks at them. */
export async function lookForDrift(names: string): Promise<void> {
  try {
    const made = await createAction('drift', { k: names });
    go(`/releases/${made.id}`);
  } catch (thrown) {
    say(asRefused(thrown).message, true);
  }
}
