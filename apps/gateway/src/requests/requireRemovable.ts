import { CodedError, someOf, type Request } from '#contract';
import type { App } from '#release';
import type { GatewayDeps } from '../state/dependencies.js';

/**
 * Requires of apps whose work is to be taken away from their hosts that it is theirs alone, and lies where they are now. Throws
 * REMOVAL_SHARED, REMOVAL_MOVED.
 */
export async function requireRemovable(
  request: Request,
  apps: readonly App[],
  { inventory, views }: Pick<GatewayDeps, 'inventory' | 'views'>,
): Promise<void> {
  // What an app has left behind was looked up as such.
  if ((request.kind !== 'remove' && request.kind !== 'removal') || request.at !== undefined) return;
  const keys = apps.map(({ appKey }) => appKey);
  const [neighbours, released] = await Promise.all([inventory.neighbours(apps), views.leftovers(new Set(), keys)]);
  for (const { appKey: app, host, programLink } of apps) {
    const others = neighbours.get(app)!.filter((other) => other !== app);
    if (others.length > 0) throw new CodedError('REMOVAL_SHARED', { app, host, others: someOf(others) });
    const was = released.find((one) => one.app.appKey === app)?.app;
    if (was && (was.host !== host || was.programLink !== programLink))
      throw new CodedError('REMOVAL_MOVED', { app, host: was.host, program: was.programLink });
  }
}
