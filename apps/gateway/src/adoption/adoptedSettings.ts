import {
  canonical,
  escapeBraces,
  mergeFleet,
  mergePatch,
  type AppSettings,
  type Fleet,
  type FleetApp,
  type GroupSettings,
} from '#fleet';
import type { ToolLayout } from '#contract';

/** What is to be set of a group, and of apps of it. */
export interface GroupLines extends GroupSettings {
  apps?: Record<string, AppSettings>;
}

/** A fleet in which releases go on in layouts of other tools, and the lines that make it so, group by group. */
export interface AdoptedSettings {
  fleet: Fleet;
  groups: Record<string, GroupLines>;
}

/** Settings that make releases of an app go on in a layout; what the app shares already stays. */
function wantedOf(layout: ToolLayout, { shared = [] }: AppSettings) {
  const { link, kept } = layout;
  const all = [...(shared ?? []), ...layout.shared.filter((path) => !shared?.includes(path))];
  return { program: link, root: layout.shared.length > 0 ? kept : null, shared: all };
}

type Wanted = ReturnType<typeof wantedOf>;

const isSame = (one: readonly string[], other: readonly string[]): boolean => one.join('\n') === other.join('\n');

/** What of it the settings do not say yet. */
function lacking({ paths, shared }: AppSettings, wanted: Wanted): AppSettings {
  const { program, root, shared: all } = wanted;
  const own = {
    ...(paths?.program !== program && { program }),
    ...(root !== null && paths?.shared !== root && { shared: root }),
  };
  return {
    ...(Object.keys(own).length > 0 && { paths: own }),
    ...(!isSame(shared ?? [], all) && { shared: all }),
  };
}

const patched = <S extends AppSettings>(settings: S, patch: AppSettings): S =>
  canonical(mergePatch(settings, patch) as S);
const isEmpty = (patch: object): boolean => Object.keys(patch).length === 0;

/** One group: what all its apps want alike is said by the group, the rest by apps. */
function adoptGroup(
  fleet: Fleet,
  group: string,
  layouts: ReadonlyMap<string, ToolLayout>,
  environment: string,
): { fleet: Fleet; lines: GroupLines } {
  const members = [...fleet.apps].filter(([, app]) => app.group === group);
  const wanted = new Map(
    members.flatMap(([app, { settings }]) => {
      const layout = layouts.get(app);
      return layout ? [[app, wantedOf(layout, settings)] as const] : [];
    }),
  );
  const [first] = wanted.values();
  const isWhole = wanted.size === members.length;
  const isAlike = [...wanted.values()].every((one) => JSON.stringify(one) === JSON.stringify(first));
  const patches = members.map(([app, { settings }]) => (wanted.has(app) ? lacking(settings, wanted.get(app)!) : {}));
  // A host may have any name in its paths: no brace of it is a placeholder.
  const ofGroup = escapeBraces(isWhole && isAlike && first ? (patches.find((patch) => !isEmpty(patch)) ?? {}) : {});
  const settings = fleet.groups.get(group) ?? {};
  const nothing = { hosts: new Map(), apps: new Map(), outages: new Map() };
  const stated = { ...nothing, groups: new Map([[group, patched(settings, ofGroup)]]) };
  const merged = isEmpty(ofGroup) ? fleet : mergeFleet(fleet, stated, { environment, prune: false });
  const apps = new Map<string, FleetApp>(merged.apps);
  const own: Record<string, AppSettings> = {};
  for (const [app, one] of wanted) {
    const known = apps.get(app)!;
    const patch = lacking(known.settings, one);
    if (isEmpty(patch)) continue;
    own[app] = escapeBraces(patch);
    apps.set(app, { ...known, settings: patched(known.settings, patch) });
  }
  return { fleet: { ...merged, apps }, lines: { ...ofGroup, ...(!isEmpty(own) && { apps: own }) } };
}

/** Sets what lets releases of apps go on in the layouts they stand in. */
export function adoptedSettings(
  standing: Fleet,
  layouts: ReadonlyMap<string, ToolLayout>,
  environment: string,
): AdoptedSettings {
  const adopted: AdoptedSettings = { fleet: standing, groups: {} };
  const groups = new Set([...layouts.keys()].flatMap((app) => standing.apps.get(app)?.group ?? []));
  for (const group of groups) {
    const { fleet, lines } = adoptGroup(adopted.fleet, group, layouts, environment);
    adopted.fleet = fleet;
    if (!isEmpty(lines)) adopted.groups[group] = lines;
  }
  return adopted;
}
