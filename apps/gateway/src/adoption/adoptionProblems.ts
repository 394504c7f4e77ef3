import { statement, type Statement, type ToolLayout } from '#contract';
import type { Fleet } from '#fleet';
import { toolName } from '#release';
import type { SeenPlace } from './lookAtLayouts.js';

type Found = SeenPlace & { layout: ToolLayout };

const isFound = (seen: SeenPlace): seen is Found => seen.layout !== null;
const keptOf = ({ layout: { shared } }: Found): Statement | string[] =>
  shared.length === 0 ? statement('adoption.nothingKept') : shared;
/** What all apps of a group have in common: each release of it is one program. */
const common = ({ layout: { tool, shared } }: Found): string => JSON.stringify([tool, shared]);

/** Where two apps of a group have different layouts. */
function differences(seen: readonly Found[]): Statement[] {
  const first = new Map<string, Found>();
  return seen.flatMap((one) => {
    const other = first.get(one.group);
    if (!other) first.set(one.group, one);
    if (!other || common(one) === common(other)) return [];
    return [
      statement('adoption.differs', {
        ...{ app: one.app, host: one.host, tool: toolName(one.layout.tool), shared: keptOf(one) },
        ...{ other: other.app, otherHost: other.host },
        ...{ otherTool: toolName(other.layout.tool), otherShared: keptOf(other) },
      }),
    ];
  });
}

/** What the settings of an app say that does not go together with its layout. */
function unfitSettings({ app, host, layout }: Found, { apps }: Fleet): Statement[] {
  const { paths, shared } = apps.get(app)?.settings ?? {};
  if (paths?.layout === 'nested') return [statement('adoption.nested', { app, host })];
  if (layout.kept === null || layout.shared.length === 0 || !shared || shared.length === 0) return [];
  const root = paths?.shared ?? `${paths?.program}.shared`;
  if (root === layout.kept) return [];
  return [statement('adoption.keptElsewhere', { app, host, paths: shared, root, kept: layout.kept })];
}

/** Why what was seen cannot be taken over, each cause by its app and host. */
export function adoptionProblems(seen: readonly SeenPlace[], fleet: Fleet): Statement[] {
  const found = seen.filter(isFound);
  const named = new Set(seen.map(({ app }) => app));
  const keeping = new Set(found.flatMap(({ group, layout }) => (layout.shared.length > 0 ? [group] : [])));
  const isLeft = ([app, { group }]: [string, { group: string }]): boolean => keeping.has(group) && !named.has(app);
  const partly = new Set([...fleet.apps].filter(isLeft).map(([, { group }]) => group));
  return [
    ...seen.flatMap(({ app, host, refused }) =>
      refused === null ? [] : [statement('adoption.refusedOn', { app, host, why: refused })],
    ),
    ...differences(found),
    ...found.flatMap((one) => unfitSettings(one, fleet)),
    ...[...partly].map((group) => statement('adoption.partly', { group })),
  ];
}
