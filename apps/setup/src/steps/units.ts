import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ownRoot, placedUnit } from '#config';
import { setupText } from '../language/setupText.js';
import type { SetupAction, SetupStep } from '../plan/action.js';
import type { Places } from './places.js';

/** The units of every installation. */
export const unitNames = ['rexflow-gateway.service', 'rexflow-worker.service'] as const;
/** The unit of private servers. */
export const serversUnit = 'rexflow-servers.service';

/** Whether systemd runs this machine: what it is told is done. */
export const runsSystemd = ({ machine }: Places): boolean => existsSync(join(machine, 'run/systemd/system'));

/** What systemd is told; where it does not run nothing is, and a plan shows nothing. */
export const tellSystemd = (places: Places, ...commands: string[][]): SetupAction[] =>
  runsSystemd(places) ? commands.map((words) => ({ kind: 'command', words: ['systemctl', ...words] })) : [];

/** Where a unit of the machine lies. */
export const unitFile = ({ machine }: Places, name: string): string => join(machine, 'etc/systemd/system', name);

/** The text of a unit for this machine. */
export const unitText = (places: Places, name: string): string =>
  placedUnit(readFileSync(join(ownRoot, 'apps/local/systemd', name), 'utf8')).replaceAll(
    /(?<=[=\s-])\/(?:etc|var\/lib)\/rexflow\b/g,
    (path) => join(places.machine, path.slice(1)),
  );

/** The two units. */
export function unitsStep(places: Places): SetupStep {
  const files = unitNames.map((name) => ({ name, path: unitFile(places, name) }));
  return {
    id: 'units',
    title: setupText('step.units', { names: unitNames.join(', ') }),
    makes: files.map(({ path }) => ({ kind: 'file', name: path, data: false })),
    actions: [
      ...files.map(
        ({ name, path }) =>
          ({ kind: 'file', path, mode: 0o644, owner: null, text: () => unitText(places, name) }) as const,
      ),
      ...tellSystemd(places, ['daemon-reload']),
    ],
    done: async (recorded) => await Promise.resolve(recorded),
  };
}
