import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ownRoot, placedUnit } from '#config';
import { statement, type Finding } from '#contract';
import { warning, well } from './finding.js';

/** Where an administrator's units are, and what starts with the machine. */
const unitsOfMachine = '/etc/systemd/system';
const shippedUnits = join(ownRoot, 'apps/local/systemd');

const textOf = (path: string): string | null => (existsSync(path) ? readFileSync(path, 'utf8') : null);

/**
 * Checks the units of systemd on the machine of the gateway: that they are those of this version, and start with the machine.
 * Nothing is found where none is installed: rexflow may be started by anything.
 */
export function examineUnits(_deps: unknown, installed = unitsOfMachine, shipped = shippedUnits): Promise<Finding[]> {
  const name = 'units';
  const names = existsSync(shipped) ? readdirSync(shipped).sort() : [];
  const here = names.filter((unit) => existsSync(join(installed, unit)));
  if (here.length === 0) return Promise.resolve([]);
  const isOurs = (unit: string): boolean => {
    const [text, own] = [textOf(join(installed, unit)), textOf(join(shipped, unit))];
    // As it is shipped, or as `rexflow setup` places it.
    return text === own || (own !== null && text === placedUnit(own));
  };
  const differ = here.filter((unit) => !isOurs(unit));
  const servers = here.filter((unit) => /-(gateway|worker)\.service$/.test(unit));
  const disabled = servers.filter((unit) => !existsSync(join(installed, 'multi-user.target.wants', unit)));
  const findings = [
    ...(differ.length === 0 ? [] : [warning(name, statement('units.differ', { units: differ, installed, shipped }))]),
    ...(disabled.length === 0 ? [] : [warning(name, statement('units.disabled', { units: disabled }))]),
  ];
  return Promise.resolve(findings.length > 0 ? findings : [well(name, statement('units.same', { units: here }))]);
}
