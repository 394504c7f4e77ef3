import { CodedError, type Outage } from '#contract';
import type { Fleet } from '#fleet';
import { hostNameOf } from '#inventory';
import type { User } from '#records';
import type { GatewayDeps } from '../../../state/dependencies.js';
import type { AuthenticatedCallHandler } from '../../call/call.js';
import { changeCatalogue, tagGiven } from '../changeCatalogue.js';

interface OutageChange {
  host: string;
  user: User;
  ifMatch: string | undefined;
  /** Null where the host is to be in service. */
  outage: Outage | null;
}

const isHost = ({ hosts, apps }: Fleet, name: string): boolean =>
  hosts.has(name) || [...apps.values()].some(({ host }) => host === name);

function changeOutage(deps: GatewayDeps, { host, user, ifMatch, outage }: OutageChange) {
  return changeCatalogue(deps, {
    user,
    tag: tagGiven(ifMatch),
    dryRun: false,
    edit: (standing) => {
      const name = hostNameOf(standing, host);
      if (!isHost(standing, name)) throw new CodedError('HOST_UNKNOWN', { host });
      const others = [...standing.outages].filter(([other]) => other !== name);
      return { ...standing, outages: new Map(outage === null ? others : [...others, [name, outage]]) };
    },
  });
}

/** PUT /v1/hosts/:name/outage: takes a host out of service. Throws HOST_UNKNOWN, PARAMETER_INVALID for an end that is over. */
export const putOutage: AuthenticatedCallHandler<'putOutage'> = async ({ path, body, headers, user }, deps) => {
  const now = deps.now();
  const { reason, until = null } = body;
  if (until !== null && new Date(until) <= now)
    throw new CodedError('PARAMETER_INVALID', { field: 'until', reason: 'is over already' });
  const outage = { reason, by: user.name, since: now.toISOString(), until };
  return await changeOutage(deps, { host: path.name, user, ifMatch: headers['if-match'], outage });
};

/** DELETE /v1/hosts/:name/outage: brings a host back into service. Throws HOST_UNKNOWN. */
export const deleteOutage: AuthenticatedCallHandler<'deleteOutage'> = ({ path, headers, user }, deps) =>
  changeOutage(deps, { host: path.name, user, ifMatch: headers['if-match'], outage: null });
