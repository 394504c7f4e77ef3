import type { AppView, GroupView } from '#contract';

export interface Offer {
  name: string;
  kind: 'group' | 'app';
  /** The number of a group's apps, or the host of an app. */
  more: string;
  usable: boolean;
}

const most = 40;

/** Groups, each before its apps, as far as they hold the text; a single app that is its own group is offered once. */
export function offered(
  { groups, apps }: { groups: readonly GroupView[]; apps: readonly AppView[] },
  text: string,
): Offer[] {
  const wanted = text.trim().toLowerCase();
  const holds = (...texts: string[]): boolean => texts.some((one) => one.toLowerCase().includes(wanted));
  const byKey = new Map(apps.map((app) => [app.key, app]));
  const found: Offer[] = [];
  for (const group of groups) {
    const own = group.apps.flatMap((key) => byKey.get(key) ?? []);
    if (holds(group.name)) {
      const usable = own.every(({ automated }) => automated);
      found.push({ name: group.name, kind: 'group', more: String(own.length), usable });
    }
    for (const app of own) {
      if (app.key === group.name || !holds(app.key, app.host, ...(wanted === '' ? [] : [group.name]))) continue;
      found.push({ name: app.key, kind: 'app', more: app.host, usable: app.automated });
    }
  }
  return found.slice(0, most);
}
