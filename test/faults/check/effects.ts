import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Standing } from '#contract';
import { initCalls } from '#provision';
import type { Host } from '../../support/estate.js';
import type { Allowed } from '../kind.js';
import type { Sight } from '../reader.js';
import type { Round } from '../round.js';
import type { Ended } from './requests.js';

/** How an init script may have been called for what an app came to. A start is tried again where it did not help. */
const calls = ({ cutStop }: Allowed): Record<Standing, string> => ({
  new: 'stop start ',
  old: '',
  restored: `(stop ${cutStop ? '(stop )?' : ''}start ((start )*(stop )?start )?)?`,
  down: '((stop|start) )*',
  unknown: '((stop|start) )*',
  removed: '(stop )?',
});

/** How often the release that is live changed. */
const switches: Record<Standing, (count: number) => boolean> = {
  new: (count) => count === 1,
  old: (count) => count === 0,
  restored: (count) => count === 0 || count === 2,
  down: () => true,
  unknown: () => true,
  removed: () => true,
};

const marks = ['stopped', 'switched', 'started'];

/** What the host's own journal has of a request's activation. */
function journalOf({ app }: Host, request: string): string[] {
  // The second is where notes go when the disk has no room for more.
  const paths = ['journal', 'journal.spare'].map((name) => join(app.dir, '.rexflow', app.name, name));
  const lines = paths.filter((path) => existsSync(path)).flatMap((path) => readFileSync(path, 'utf8').split('\n'));
  return lines.filter((line) => line.startsWith(`${request} activate `)).map((line) => line.split(' ')[2]!);
}

function checkJournal(host: Host, { id, apps }: Ended): string[] {
  const seen = journalOf(host, id).filter((mark) => marks.includes(mark));
  const twice = marks.filter((mark) => seen.filter((other) => other === mark).length > 1);
  const wrong = twice.map((mark) => `the journal has ${mark} more than once`);
  if (apps.get(host.app.name)?.standing === 'new')
    wrong.push(...marks.filter((mark) => !seen.includes(mark)).map((mark) => `the journal has no ${mark}`));
  return wrong;
}

/** Whether each stop, switch and start happened on each host as often as what it came to needs. */
export function checkEffects(round: Round, ended: readonly Ended[], sights: readonly Sight[]): string[] {
  return round.hosts.flatMap((host) => {
    const { name } = host.app;
    const standings = ended.flatMap(({ apps }) => apps.get(name)?.standing ?? []);
    const since = initCalls(host.app).slice(round.before.get(name)!.calls);
    const verbs = since.map(({ verb }) => `${verb} `).join('');
    const wrong = ended.flatMap((request) => checkJournal(host, request));
    const allowed = calls(round.may);
    if (!round.may.anyCalls && !new RegExp(`^${standings.map((standing) => allowed[standing]).join('')}$`).test(verbs))
      wrong.push(`the init script was called: ${verbs}for what came to ${standings.join(', ')}`);
    const changes = sights.filter((sight) => sight.host === name && 'release' in sight).length;
    if (standings.length === 1 && !switches[standings[0]!](changes))
      wrong.push(`it was switched ${changes} times for what came to ${standings.join(', ')}`);
    return wrong.map((text) => `${name}: ${text}`);
  });
}
