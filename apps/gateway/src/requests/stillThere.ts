import { asCodedError, someStated, statement, type Statement } from '#contract';
import type { App } from '#release';
import type { GatewayDeps } from '../state/dependencies.js';

/** The apps of some keys that the catalogue still has. */
export interface StillThere {
  apps: App[];
  /** What is to be said of the others. */
  reasons: Statement[];
}

/**
 * The apps of these keys; one that was removed from the catalogue since keeps nobody from doing what concerns the others. Throws
 * APP_UNKNOWN when none is left, APP_INCOMPLETE, APP_AMBIGUOUS.
 */
export async function stillThere(
  keys: readonly string[],
  { inventory }: Pick<GatewayDeps, 'inventory'>,
): Promise<StillThere> {
  try {
    return { apps: await inventory.keyed(keys), reasons: [] };
  } catch (thrown) {
    const { code, details } = asCodedError(thrown);
    const gone = new Set(code === 'APP_UNKNOWN' ? (details.names as readonly string[]) : []);
    const left = keys.filter((key) => !gone.has(key));
    if (gone.size === 0 || left.length === 0) throw thrown;
    const reason = statement('warning.gone', { apps: someStated([...gone], 10) });
    return { apps: await inventory.keyed(left), reasons: [reason] };
  }
}
