import { join } from 'node:path';
import { unitCommand } from '#config';
import { setupText } from './language/setupText.js';
import type { Choices } from './plan/record.js';
import { publicKey } from './steps/common.js';
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

/** What people read at the end: the line for hosts, what starts it, the address to open and the next command. */
export function endText(
  places: Places,
  choices: Choices,
  { changed, tlsName }: { changed: boolean; tlsName: string | null },
): string {
  const address = `http://127.0.0.1:${choices.port}`;
  return [
    ...(changed ? [] : [setupText('end.nothing')]),
    ...block(setupText('end.key', { user: choices.sshUser }), [publicKey(places)]),
    ...(tlsName === null ? [] : ['', setupText('end.proxy', { path: proxyFile(places) })]),
    ...block(setupText('end.start'), startCommands(places)),
    ...block(setupText('end.open'), [address]),
    ...block(setupText('end.next'), [`rexflow login ${address} -u ${choices.administrator}`]),
  ].join('\n');
}
