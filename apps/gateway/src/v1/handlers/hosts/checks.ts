import { checkView } from '../../../hosts/checkView.js';
import { hostPlace, type HostPlace } from '../../../hosts/hostPlace.js';
import { lookAt } from '../../../hosts/lookAt.js';
import type { GatewayDeps } from '../../../state/dependencies.js';
import type { AuthenticatedCallHandler } from '../../call/call.js';

async function nowAt({ inventory, now }: GatewayDeps, { name }: HostPlace) {
  const { outages } = await inventory.described();
  return { outage: outages.get(name), now: now() };
}

/** GET /v1/hosts/:name/check: what its last check found. Throws HOST_UNKNOWN. */
export const getHostCheck: AuthenticatedCallHandler<'getHostCheck'> = async ({ path }, deps) => {
  const place = await hostPlace(deps, path.name);
  const look = await deps.hostLooks.newest(place.machine, 'check');
  return { status: 200, body: checkView(place, look, await nowAt(deps, place)) };
};

/** POST /v1/hosts/:name/check: logs in and looks. Throws HOST_UNKNOWN, HOST_LOOK_LATE. */
export const checkHost: AuthenticatedCallHandler<'checkHost'> = async ({ path, body, user, gone }, deps) => {
  const place = await hostPlace(deps, path.name, body.settings);
  const look = await lookAt(deps, 'check', place, { by: user.name, gone });
  return { status: 200, body: checkView(place, look, await nowAt(deps, place)) };
};
