import { setTimeout as sleep } from 'node:timers/promises';
import type { PrivateServers } from '#provision';
import { setupText } from '../language/setupText.js';
import type { SetupStep } from '../plan/action.js';
import type { Choices } from '../plan/record.js';
import { runCommand } from '../plan/runCommand.js';
import { SetupError } from '../plan/setupError.js';
import { databaseTrouble } from './database.js';
import type { Places } from './places.js';
import { privateFiles, privateSecrets } from './privateServers.js';
import { redisTrouble } from './queue.js';
import { runsSystemd, serversUnit, unitFile, unitText } from './units.js';

const patienceMs = 90_000;

/** Private servers of a machine, as a unit: they run as the service user, below its state directory. */
export function machinePrivateServers(places: Places, choices: Choices, plan: PrivateServers): SetupStep {
  const path = unitFile(places, serversUnit);
  const trouble = async (): Promise<string | null> =>
    (plan.redis === null ? null : await redisTrouble(places)) ??
    (plan.mariadb === null ? null : await databaseTrouble(places, choices));
  const start = async (): Promise<void> => {
    if (!runsSystemd(places)) {
      throw new SetupError(setupText('error.noSystemd'), setupText('advice.noSystemd', { dir: places.servers }));
    }
    await runCommand(['systemctl', 'daemon-reload']);
    await runCommand(['systemctl', 'enable', '--now', serversUnit]);
    const limit = performance.now() + patienceMs;
    for (let last = await trouble(); last !== null; last = await trouble()) {
      if (performance.now() > limit) throw new SetupError(last, setupText('advice.notReady'));
      await sleep(200);
    }
  };
  return {
    id: 'servers',
    title: setupText('step.servers', { dir: places.servers }),
    makes: [
      ...privateSecrets(places, plan),
      { kind: 'file', name: path, data: false },
      { kind: 'service', name: serversUnit, data: false },
    ],
    actions: [
      ...privateFiles(places, choices, plan),
      { kind: 'file', path, mode: 0o644, owner: null, text: () => unitText(places, `private/${serversUnit}`) },
      { kind: 'task', shown: `systemctl enable --now ${serversUnit}`, run: start },
    ],
    done: async () => (await trouble()) === null,
  };
}
