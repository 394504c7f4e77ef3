import { existsSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { setupText } from '../language/setupText.js';
import type { Made, SetupAction, SetupStep } from '../plan/action.js';
import { realPath } from '../plan/files.js';
import { entryOf } from '../plan/owner.js';
import type { NightlyBackup } from '../plan/record.js';
import { outputOf } from '../plan/runCommand.js';
import { SetupError } from '../plan/setupError.js';
import { secretFile } from './common.js';
import { readableByWorkers, service, writable, type Places } from './places.js';
import { runsSystemd, tellSystemd, unitFile, unitText } from './units.js';

const units = ['rexflow-backup.service', 'rexflow-backup.timer'] as const;
const [, timer] = units;

/** The time that the timer is shipped with. */
export const usualTime = '02:15';

/** What encrypts the secrets of a backup; where the gateway cannot read it, for a backup holds the keys of hosts. */
export const passphraseFile = ({ keys }: Places): string => join(keys, 'backup.passphrase');

/** What differs from the units as they are shipped, as `systemctl edit` would keep it. */
function settingsOf(places: Places, { dir, at }: NightlyBackup): readonly [unit: string, text: string][] {
  const start = /^ExecStart=(.*)$/m.exec(unitText(places, units[0]))?.[1] ?? '';
  const command = start.replace('/var/backups/rexflow', dir);
  return [
    [units[0], `[Service]\nExecStart=\nExecStart=${command}\nReadWritePaths=\nReadWritePaths=${places.state} ${dir}\n`],
    [timer, `[Timer]\nOnCalendar=\nOnCalendar=*-*-* ${at}:00\n`],
  ];
}

/** Whether a directory may be given to the service: its own one, or one with nothing in it. */
async function isFree(dir: string): Promise<boolean> {
  if (!existsSync(dir)) return true;
  const entry = await entryOf('passwd', service.user);
  return (entry !== null && statSync(dir).uid === Number(entry[2])) || readdirSync(dir).length === 0;
}

/** What a unit does not share with others: ProtectHome= hides homes, PrivateTmp= gives it an empty one of its own. */
const unshared = {
  'error.backupHome': ['/home', '/root', '/run/user'],
  'error.backupTmp': ['/tmp', '/var/tmp'],
} as const;

/** Makes sure that the unit can write backups into a directory. Throws why not. */
export function requireWritable({ machine }: Places, dir: string): void {
  if (machine !== '/') return;
  const path = `${realPath(dir)}/`;
  for (const cause of ['error.backupHome', 'error.backupTmp'] as const)
    if (unshared[cause].some((place) => path.startsWith(`${place}/`)))
      throw new SetupError(setupText(cause, { dir }), setupText('advice.backupElsewhere'));
}

/** A backup every night: its directory, a passphrase, and the units; a timer that was switched off since stays so, unless it is asked for. */
export function backupStep(places: Places, backup: NightlyBackup, { switchOn }: { switchOn: boolean }): SetupStep {
  const { dir, at } = backup;
  const edited = settingsOf(places, backup).map(([unit, text]) => {
    const folder = unitFile(places, `${unit}.d`);
    return { folder, path: join(folder, 'setup.conf'), text };
  });
  const file = (path: string, text: () => string): SetupAction => ({
    kind: 'file',
    path,
    mode: 0o644,
    owner: null,
    text,
  });
  const made = (kind: 'directory' | 'file' | 'service', name: string, data = false): Made => ({ kind, name, data });
  // Restarted, so that another time counts at once.
  const counts = switchOn
    ? [
        ['enable', timer],
        ['restart', timer],
      ]
    : [['try-restart', timer]];
  return {
    id: 'backup',
    title: setupText('step.backup', { dir, at }),
    makes: [
      made('directory', dir, true),
      made('file', passphraseFile(places), true),
      ...units.map((name) => made('file', unitFile(places, name))),
      ...edited.flatMap(({ folder, path }) => [made('directory', folder), made('file', path)]),
      made('service', timer),
    ],
    allowed: async () => {
      if (!(await isFree(dir))) {
        const { user } = service;
        throw new SetupError(setupText('error.backupDir', { dir, user }), setupText('advice.backupDir', { dir, user }));
      }
    },
    actions: [
      { kind: 'directory', path: dir, mode: 0o700, owner: writable(places) },
      { ...secretFile(passphraseFile(places), places), owner: readableByWorkers(places) } as SetupAction,
      ...units.map((name) => file(unitFile(places, name), () => unitText(places, name))),
      ...edited.map(({ path, text }) => file(path, () => text)),
      ...tellSystemd(places, ['daemon-reload'], ...counts),
    ],
    done: async (recorded) =>
      recorded &&
      (!switchOn ||
        !runsSystemd(places) ||
        ((await outputOf('systemctl', 'is-enabled', timer)) !== null &&
          (await outputOf('systemctl', 'is-active', timer)) !== null)),
  };
}
