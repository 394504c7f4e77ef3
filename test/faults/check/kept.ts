import { lstatSync, readdirSync, readlinkSync, statSync } from 'node:fs';
import { basename, join } from 'node:path';
import type { Host } from '../../support/estate.js';
import { sharedLinks, sharedRootOf } from '../fixtures/keeping.js';
import type { Round } from '../round.js';
import type { Ended } from './requests.js';

/** Whether each release on a host leads to the data that outlives it, and that is as it was. */
function checkData({ arena: { keeping } }: Round, host: Host): string[] {
  const { app } = host;
  const wrong = keeping!.changed(host).map((what) => `data that outlives releases was changed: ${what}`);
  const link = basename(app.programLink);
  const releases = readdirSync(app.dir).filter((name) => new RegExp(`^${link}_\\d{8}_\\d{6}$`).test(name));
  // What was live before rexflow came has no links.
  for (const release of releases.sort().slice(releases[0]?.endsWith('_20200101_000000') ? 1 : 0)) {
    for (const path of sharedLinks) {
      const at = join(app.dir, release, path);
      if (!lstatSync(at, { throwIfNoEntry: false })?.isSymbolicLink()) wrong.push(`${at} is no link`);
      else if (readlinkSync(at) !== join(sharedRootOf(host), path)) wrong.push(`${at} leads to ${readlinkSync(at)}`);
      else if (!statSync(at, { throwIfNoEntry: false })) wrong.push(`${at} leads nowhere`);
    }
  }
  return wrong;
}

/** Whether the hooks of a request ran as often as what it came to needs. */
async function checkHooks({ arena, hosts }: Round, { id, action, apps }: Ended): Promise<string[]> {
  const wrong: string[] = [];
  const of = hosts.filter(({ app }) => apps.has(app.name)).map(({ app }) => app.name);
  const notes = of.flatMap((app) => arena.keeping!.notes(app, id).map((note) => ({ app, ...note })));
  const count = (hook: string, what: string, app?: string): number =>
    notes.filter((note) => note.hook === hook && note.what === what && (app === undefined || note.app === app)).length;
  const states = new Set([...apps.values()].map(({ standing }) => standing));
  const astray = notes.filter(({ what }) => what === 'astray');
  wrong.push(...astray.map(({ app, hook }) => `the hook ${hook} of ${app} did not find its data`));
  const [begun, ended] = [count('migrate', 'begun'), count('migrate', 'ended')];
  const undone = count('migrate.undo', 'ended');
  if (begun > 1) wrong.push(`what runs once began ${begun} times`);
  if (action !== 'release' && begun > 0) wrong.push('what runs once for a release ran for a rollback');
  if (action === 'release' && states.has('new') && ended !== 1)
    wrong.push('a release is live, and what runs once did not end');
  if (count('migrate.undo', 'begun') > 1) wrong.push('what undoes it began more than once');
  if (states.has('new') && undone > 0) wrong.push('what ran once was undone, and an app runs the release');
  const back = [...states].every((standing) => standing === 'old' || standing === 'restored');
  if (back && undone !== ended) wrong.push(`what ran once ended ${ended} times, and was undone ${undone} times`);
  for (const app of of) {
    for (const hook of ['relink', 'warm']) {
      const runs = count(hook, 'ended', app);
      if (runs > 1) wrong.push(`the hook ${hook} of ${app} ended ${runs} times`);
      if (apps.get(app)!.standing === 'new' && runs !== 1)
        wrong.push(`${app} is new, and its hook ${hook} did not end`);
    }
  }
  const steps = await arena.rows(
    "SELECT app_key, step FROM rexflow_steps WHERE request_id = ? AND state = 'done' AND step IN ('onceHooks', 'afterStart', 'undoHooks')",
    [id],
  );
  const hookOf: Record<string, string> = { onceHooks: 'migrate', afterStart: 'warm', undoHooks: 'migrate.undo' };
  for (const { app_key: app, step } of steps)
    if (count(hookOf[String(step)]!, 'ended', String(app)) !== 1)
      wrong.push(`the record says that ${String(step)} of ${String(app)} was done, and its hook did not end`);
  return wrong.map((text) => `${id}: ${text}`);
}

/** Whether data that outlives releases is whole, and hooks ran as often as they should; nothing where the apps have neither. */
export async function checkKept(round: Round, ended: readonly Ended[]): Promise<string[]> {
  if (!round.arena.keeping) return [];
  const wrong = round.hosts.flatMap((host) => checkData(round, host).map((text) => `${host.app.name}: ${text}`));
  for (const request of ended) wrong.push(...(await checkHooks(round, request)));
  return wrong;
}
