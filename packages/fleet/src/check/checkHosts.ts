import { nearestName, statement } from '#contract';
import { canBeAddress, type FleetHost } from '../settings/hosts.js';
import type { ReportFault } from '../model/problem.js';

/**
 * Reports hosts that are one machine under two names, and jumps that lead in a circle; where these are `all` hosts there are, also jumps
 * that lead nowhere: a file may go through a host that only the catalogue has.
 */
export function checkHosts(
  hosts: ReadonlyMap<string, FleetHost>,
  report: ReportFault,
  { all }: { all: boolean },
): void {
  const machines = new Map<string, string>();
  for (const [name, { address, login }] of hosts) {
    if (!canBeAddress(address)) report(['hosts', name, 'address'], statement('address.bad', { address }));
    const machine = `${address.toLowerCase()} port ${login?.port ?? 'as config.yml has it'} by ${login?.jump ?? 'no other'}`;
    const first = machines.get(machine);
    if (first !== undefined) report(['hosts', name, 'address'], statement('address.taken', { address, name: first }));
    else machines.set(machine, name);
    if (login?.jump !== undefined && (all || hosts.has(login.jump))) checkJump(hosts, name, login.jump, report);
  }
}

function checkJump(hosts: ReadonlyMap<string, FleetHost>, name: string, jump: string, report: ReportFault): void {
  const path = ['hosts', name, 'login', 'jump'];
  if (!hosts.has(jump)) {
    const near = nearestName(jump, [...hosts.keys()]);
    return report(
      path,
      near === null ? statement('jump.unknown', { jump }) : statement('jump.unknownNear', { jump, near }),
    );
  }
  const way = [name];
  for (let next: string | undefined = jump; next !== undefined; next = hosts.get(next)?.login?.jump) {
    if (next === name) return report(path, statement('jump.circle', { way: [...way, name].join(' -> ') }));
    if (way.includes(next)) return;
    way.push(next);
  }
}
