import { lstatSync, readFileSync, realpathSync } from 'node:fs';
import { join } from 'node:path';
import type { Host } from '../../support/estate.js';
import { pidsOf } from '../../support/seen.js';
import { standOf, type Round } from '../round.js';
import type { Ended } from './requests.js';

/** The directory that has to be live on an app, as its settlements tell; null where they do not know. */
function expected(round: Round, ended: readonly Ended[], { app }: Host): string | null {
  let live: string | null = round.before.get(app.name)!.program;
  for (const { action, stamp, apps, recorded } of ended) {
    const standing = apps.get(app.name)?.standing;
    if (standing === 'new')
      live = action === 'release' ? `${app.programLink}_${stamp}` : (recorded.get(app.name)?.program ?? null);
    else if (standing === 'unknown' || standing === 'down') live = null;
  }
  return live;
}

function checkLinks(round: Round, ended: readonly Ended[], host: Host): string[] {
  const { app } = host;
  for (const link of [app.programLink, app.configLink])
    if (!lstatSync(link).isSymbolicLink()) return [`${link} is no link`];
  const wrong: string[] = [];
  const { program, config } = standOf(host);
  const wanted = expected(round, ended, host);
  if (wanted !== null && program !== wanted) wrong.push(`${program} is live instead of ${wanted}`);
  const before = round.before.get(app.name)!.program;
  const back = ended.at(-1)?.action === 'rollback' && ended.at(-1)?.apps.get(app.name)?.standing === 'new';
  if (back && program === before) wrong.push(`a rollback was done, and ${program} is live as before`);
  const stamp = program.slice(realpathSync(app.dir).length + '/html'.length);
  if (!config.endsWith(stamp)) wrong.push(`${program} is live with ${config}`);
  if (round.arena.trees.shown(host).length === 0) wrong.push(`what is live at ${program} was never sealed`);
  const last = ended.findLast(({ apps }) => ['new', 'restored'].includes(apps.get(app.name)?.standing ?? ''));
  const record = last?.recorded.get(app.name);
  if (last && record?.program !== program)
    wrong.push(`the record says ${record?.program} is live, and it is ${program}`);
  if (last?.apps.get(app.name)?.standing === 'new' && !record?.ended) wrong.push('the record of a release has no end');
  return wrong;
}

/** Whether the application runs, once, from the release its link shows. */
async function checkApplication(round: Round, ended: readonly Ended[], host: Host): Promise<string[]> {
  const { app } = host;
  if (ended.some(({ apps }) => ['down', 'unknown'].includes(apps.get(app.name)?.standing ?? ''))) return [];
  const version = readFileSync(join(app.programLink, 'VERSION'), 'utf8').trim();
  const served = await round.arena.estate.served(host);
  const wrong: string[] = [];
  if (!served) wrong.push('the application does not answer');
  else if (served.version !== version || served.config.release !== version)
    wrong.push(`${served.version} with config of ${served.config.release} runs, and ${version} is live`);
  const pids = pidsOf(app).length;
  if (pids !== 1) wrong.push(`${pids} processes of the application run`);
  return wrong;
}

/** Whether each live link shows a whole release, the one its settlement says, and the application runs from it. */
export async function checkLive(round: Round, ended: readonly Ended[]): Promise<string[]> {
  const wrong: string[] = [];
  for (const host of round.hosts) {
    const found = [...checkLinks(round, ended, host), ...(await checkApplication(round, ended, host))];
    wrong.push(...found.map((text) => `${host.app.name}: ${text}`));
  }
  // The store's digest says which bundle; two hosts that got the new release got the same.
  const stands = round.hosts.filter(({ app }) => ended.at(-1)?.apps.get(app.name)?.standing === 'new');
  const shown = stands.map((host) => round.arena.trees.shown(host));
  if (shown.length > 1 && !shown[0]!.some((release) => shown.every((other) => other.includes(release))))
    wrong.push('hosts of one release show different bundles');
  return wrong;
}
