import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { placedUnit } from '#config';
import { setupText } from '../language/setupText.js';
import type { SetupStep } from '../plan/action.js';
import { outputOf, runCommand } from '../plan/runCommand.js';
import type { Choices } from '../plan/record.js';
import { SetupError } from '../plan/setupError.js';
import { packageRoot, type Places } from './places.js';

/** The units of every installation. */
export const unitNames = ['rexflow-gateway.service', 'rexflow-worker.service'] as const;
/** The unit of private servers. */
export const serversUnit = 'rexflow-servers.service';

/** Whether systemd runs this machine: what it is told is done. */
export const runsSystemd = ({ machine }: Places): boolean => existsSync(join(machine, 'run/systemd/system'));

/** Where a unit of the machine lies. */
export const unitFile = ({ machine }: Places, name: string): string => join(machine, 'etc/systemd/system', name);

/** The text of a unit for this machine. */
export const unitText = (places: Places, name: string): string =>
  placedUnit(readFileSync(join(packageRoot, 'apps/local/systemd', name), 'utf8')).replaceAll(
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
      {
        kind: 'task',
        shown: 'systemctl daemon-reload',
        run: async () => {
          if (runsSystemd(places)) await runCommand(['systemctl', 'daemon-reload']);
        },
      },
    ],
    done: async (recorded) => await Promise.resolve(recorded),
  };
}

const patienceMs = 90_000;

/** Whether a gateway is ready at a port. */
export async function gatewayIsReady(port: number): Promise<boolean> {
  return await fetch(`http://127.0.0.1:${port}/readyz`, { signal: AbortSignal.timeout(2_000) }).then(
    ({ ok }) => ok,
    () => false,
  );
}

async function untilReady(port: number): Promise<void> {
  const limit = performance.now() + patienceMs;
  while (!(await gatewayIsReady(port))) {
    if (performance.now() > limit)
      throw new SetupError(setupText('error.notReady', { port }), setupText('advice.notReady'));
    await sleep(200);
  }
}

/** Starts both, now and with the machine, and waits until they are ready. */
export function startStep(places: Places, { port }: Choices): SetupStep {
  const words = ['systemctl', 'enable', '--now', ...unitNames];
  return {
    id: 'start',
    title: setupText('step.start'),
    makes: unitNames.map((name) => ({ kind: 'service', name, data: false })),
    actions: [
      { kind: 'command', words },
      { kind: 'task', shown: `curl -fsS http://127.0.0.1:${port}/readyz`, run: () => untilReady(port) },
    ],
    done: async () =>
      runsSystemd(places) &&
      (await outputOf('systemctl', 'is-active', ...unitNames)) !== null &&
      (await gatewayIsReady(port)),
  };
}
