import { join } from 'node:path';
import { unitCommand } from '#config';
import { setupText } from './language/setupText.js';
import type { Choices, NightlyBackup } from './plan/record.js';
import { passphraseFile } from './steps/backupTimer.js';
import { publicKey } from './steps/common.js';
import { outdatedVersions, isOutdated, type Outdated } from './steps/outdated.js';
import { addressToOpen } from './steps/ownAddress.js';
import { service, type Places } from './steps/places.js';
import { proxyFile } from './steps/proxy.js';
import { runsSystemd } from './steps/units.js';

/** The commands that start what no unit starts. */
function startCommands(places: Places): string[] {
  if (places.prefix !== null) return [join(places.prefix, 'bin/rexflow-start')];
  if (runsSystemd(places)) return [];
  const { user, group, keys } = service;
  const env = `env REXFLOW_CONFIG=${places.config} ${unitCommand()}`;
  return [
    `setpriv --reuid ${user} --regid ${group} --clear-groups ${env} gateway`,
    `setpriv --reuid ${user} --regid ${keys} --groups ${group} ${env} worker`,
  ];
}

const block = (title: string, lines: readonly string[]): string[] =>
  lines.length === 0 ? [] : ['', title, ...lines.map((line) => `  ${line}`)];

/** What was done, and what is to be told of it. */
export interface SetupEnding {
  changed: boolean;
  tlsName: string | null;
  backup: NightlyBackup | null;
  outdated: Outdated;
}

/** What starts it where no unit does; what runs of an earlier version has to be ended before. */
export const startLines = (places: Places, outdated: Outdated): string[] =>
  block(
    isOutdated(outdated) ? setupText('end.restart', { versions: outdatedVersions(outdated) }) : setupText('end.start'),
    startCommands(places),
  );

/** What people read at the end: the line for hosts, what starts it, the address to open and the next command. */
export function endText(places: Places, choices: Choices, { changed, tlsName, backup, outdated }: SetupEnding): string {
  const address = addressToOpen(places, choices);
  return [
    ...(changed ? [] : [setupText('end.nothing')]),
    ...block(setupText('end.key', { user: choices.sshUser }), [publicKey(places)]),
    ...(tlsName === null ? [] : ['', setupText('end.proxy', { path: proxyFile(places) })]),
    ...(backup === null ? [] : ['', setupText('end.backup', { ...backup, path: passphraseFile(places) })]),
    ...startLines(places, outdated),
    ...block(setupText('end.open'), [address]),
    ...block(setupText('end.next'), [`rexflow login ${address} -u ${choices.administrator}`]),
  ].join('\n');
}
