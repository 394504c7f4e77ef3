import { isAway } from '../connection/away.js';

/** No right on the database: of MySQL going away otherwise, but here of a right that is not needed. */
const noRight = 1044;

/** Changes a table of the original. Where that is not allowed all works the same, only slower as it grows. */
export async function whereAllowed(change: () => Promise<unknown>): Promise<void> {
  try {
    await change();
  } catch (thrown) {
    if (isAway(thrown) && (thrown as { errno?: unknown }).errno !== noRight) throw thrown;
  }
}
