import type { AppView, GroupView } from '#api';

export interface Offer {
  name: string;
  kind: 'group' | 'app';
  /** The number of a group's apps, or the host of an app. */
  more: string;
  usable: boolean;
}

const most = 40;

/**
 * Groups, each before its apps, as far as they hold the text; a single app that is its own group is offered once. `apps` are
 * those of the groups and others that hold it, as many as were looked at.
 */
export function offersFor(
  { groups, apps }: { groups: readonly GroupView[]; apps: readonly AppView[] },
  text: string,
): Offer[] {
  const wanted = text.trim().toLowerCase();
  const holds = (...texts: string[]): boolean => texts.some((one) => one.toLowerCase().includes(wanted));
  const named = new Map(groups.map((group) => [group.name, group]));
  const names = new Set([...named.keys(), ...apps.map(({ group }) => group)]);
  const found: Offer[] = [];
  for (const name of names) {
    const own = apps.filter(({ group }) => group === name);
    const group = named.get(name);
    if (group && holds(name)) {
      const usable = own.every(({ automated }) => automated);
      found.push({ name, kind: 'group', more: String(group.apps.length), usable });
    }
    for (const app of own) {
      if (app.key === name || !holds(app.key, app.host, ...(wanted === '' ? [] : [name]))) continue;
      found.push({ name: app.key, kind: 'app', more: app.host, usable: app.automated });
    }
  }
  return found.slice(0, most);
}
