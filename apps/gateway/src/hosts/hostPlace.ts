import { isIPv4 } from 'node:net';
import { reachOf } from '#config';
import { CodedError } from '#contract';
import { isFleetName, type Fleet, type FleetHost } from '#fleet';
import { hostNameOf } from '#inventory';
import type { LookTarget } from '#records';
import type { GatewayDeps } from '../state/dependencies.js';

/** A host as workers are to find it. */
export interface HostPlace {
  name: string;
  address: string;
  port: number;
  user: string;
  /** The name or address of its jump host, or null. */
  jump: string | null;
  /** Address, port and jump host: the same machine under whatever name. */
  machine: string;
  /** All apps on it. */
  apps: string[];
  target: LookTarget;
  /** It is not in the catalogue yet. */
  proposed: boolean;
}

/** Apps that one check looks at: more would keep whoever asked waiting. */
const mostApps = 50;

type Described = Awaited<ReturnType<GatewayDeps['inventory']['described']>>;

/** What a host that is not in the catalogue yet would be there. Throws PARAMETER_INVALID. */
function proposedTarget({ hosts }: Described, name: string, { address, login = {} }: FleetHost): LookTarget {
  const wrong = (field: string, reason: string): CodedError =>
    new CodedError('PARAMETER_INVALID', { field: `settings.${field}`, reason });
  if (/[[\]]/.test(address)) throw wrong('address', 'has to be one address');
  if (!isFleetName(name))
    throw new CodedError('PARAMETER_INVALID', { field: 'name', reason: 'can be no name of a host' });
  const { jump, ...way } = login;
  const through = jump === undefined ? null : hosts.loginOf(jump);
  if (jump !== undefined && through === null) throw wrong('login.jump', `no host ${jump} is described`);
  return {
    host: isIPv4(address) ? address : name,
    login: { address, ...way, ...(through && { jump: through }) },
    apps: [],
  };
}

const appsOn = ({ apps }: Fleet, name: string): string[] =>
  [...apps].filter(([, { host }]) => host === name).map(([app]) => app);

/** Where a host is, and the way there. */
function wayTo({ config }: GatewayDeps, { host, login }: LookTarget) {
  const { ssh } = config.environments[config.environment]!;
  const { address, port, user, jump: configured } = reachOf(ssh, host, login);
  const jump = configured ?? login?.jump?.address ?? null;
  const machine = `${address} ${port}${jump === null ? '' : ` by ${jump}`}`.slice(0, 520);
  return { address, port, user, jump, machine };
}

/** A host that has the address and port of this one and is another machine, since it is reached another way; null where none is described. */
export async function otherAt(deps: GatewayDeps, place: HostPlace): Promise<string | null> {
  const { hosts } = await deps.inventory.described();
  const other = hosts.all().find((host) => {
    const { address, port, machine } = wayTo(deps, { host, login: hosts.loginOf(host), apps: [] });
    return address === place.address && port === place.port && machine !== place.machine;
  });
  return other === undefined ? null : hosts.nameOf(other);
}

/**
 * The host that a name or an address means; with `settings` one that is not in the catalogue yet. Throws HOST_UNKNOWN,
 * PARAMETER_INVALID.
 */
export async function hostPlace(deps: GatewayDeps, called: string, settings?: FleetHost): Promise<HostPlace> {
  const described = await deps.inventory.described();
  const { hosts } = described;
  let name = called;
  let apps: string[] = [];
  let target: LookTarget;
  if (settings === undefined) {
    const { fleet } = await deps.fleet.read();
    name = hostNameOf(fleet, called);
    apps = appsOn(fleet, name);
    const login = hosts.loginOf(name);
    if (login === null && apps.length === 0) throw new CodedError('HOST_UNKNOWN', { host: called });
    target = { host: hosts.written(name), login, apps: apps.slice(0, mostApps) };
  } else target = proposedTarget(described, called, settings);
  return { name, ...wayTo(deps, target), apps, target, proposed: settings !== undefined };
}
