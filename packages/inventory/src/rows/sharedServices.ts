import type { App } from '#release';
import type { Grounds } from './placeOf.js';

/** Two apps of one machine whose processes are begun and ended as one. */
export interface ServedTogether {
  /** Ids of both, the lesser one first. */
  ids: readonly [number, number];
  /** What begins and ends them, as people know it. */
  service: string;
}

/** What begins and ends the processes of an app: who keeps it, and by which name. */
interface Kept {
  /** Names of two supervisors that are different are nobody's business. */
  supervisor: string;
  name: string;
  /** The parts of what has that name, where it is not the whole of it. */
  parts: readonly string[];
}

/** What has a name that two apps could have in common; null where it has none. */
function keptBy({ service, login }: App): Kept | null {
  const user = login?.user ?? '';
  switch (service?.type) {
    case 'systemd': {
      const name = service.unit.includes('.') ? service.unit : `${service.unit}.service`;
      return { supervisor: service.manager === 'user' ? `systemd --user ${user}` : 'systemd', name, parts: [] };
    }
    case 'supervisor': {
      const [name, part] = service.program.split(':');
      return { supervisor: `supervisor ${service.config}`, name: name!, parts: part && part !== '*' ? [part] : [] };
    }
    case 'pm2':
      return { supervisor: `pm2 ${user}`, name: service.name, parts: [] };
    case 'compose':
      return { supervisor: 'compose', name: service.project, parts: service.services };
    default:
      return null;
  }
}

const haveInCommon = ({ parts }: Kept, { parts: others }: Kept): boolean =>
  parts.length === 0 || others.length === 0 || parts.some((part) => others.includes(part));

/** What they are called in messages, without what tells only supervisors apart. */
const spelled = ({ service }: App, { name }: Kept): string => `${service!.type} ${name}`;

/** As many as one place is told of: of thousands a few say it. */
const most = 5;

/**
 * The apps of one machine that one unit, program or project begins and ends. A release of one would stop or start the other; where
 * both are only told to load what is live, as several sites of one php-fpm, neither harms the other.
 */
export function servedTogether(apps: readonly App[], { machine }: Pick<Grounds, 'machine'>): ServedTogether[] {
  const known = new Map<string, { app: App; kept: Kept }[]>();
  const found: ServedTogether[] = [];
  for (const app of apps) {
    const kept = keptBy(app);
    if (kept === null || kept.name === '') continue;
    const key = JSON.stringify([machine(app), kept.supervisor, kept.name]);
    const before = known.get(key) ?? [];
    const met = before.filter((one) => (app.restarts || one.app.restarts) && haveInCommon(one.kept, kept));
    for (const one of met.slice(0, most)) {
      const [first, second] = [one.app.id, app.id].sort((a, b) => a - b) as [number, number];
      found.push({ ids: [first, second], service: spelled(app, kept) });
    }
    known.set(key, [...before, { app, kept }]);
  }
  return found;
}
