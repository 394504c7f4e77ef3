import {
  finding,
  layoutTools,
  statement,
  type Finding,
  type LayoutTool,
  type Statement,
  type ToolLayout,
} from '#contract';
import type { App } from '../model/app.js';
import type { Facts } from '../model/instruction.js';
import { sharedRoot } from '../model/paths.js';

/** What a host told of a place: a layout, or why it has none that can be gone on with. */
export type PlaceFindings = { layout: ToolLayout; refused: null } | { layout: null; refused: Statement };

/** The tools as people call them. */
const names: Readonly<Record<LayoutTool, string>> = {
  capistrano: 'Capistrano',
  deployer: 'Deployer',
  ansistrano: 'Ansistrano',
  spug: 'Spug',
};

/** A tool as people call it. */
export const toolName = (tool: LayoutTool): string => names[tool];

/** Why a place is refused, by the word of the host: see scripts/lib/toolLayout.sh. */
const refusals = {
  absent: 'adoption.absent',
  plain: 'adoption.plain',
  elsewhere: 'adoption.elsewhere',
  dangling: 'adoption.dangling',
  outside: 'adoption.outside',
  left: 'adoption.left',
  unknown: 'adoption.unknown',
  both: 'adoption.both',
  names: 'adoption.names',
  many: 'adoption.many',
  deep: 'adoption.deep',
} as const;

const mostPaths = 100;
const mostListed = 20;
const longestPath = 1000;
const control = /\p{Cc}/u;

/** What a host wrote, to be shown: no line of it becomes two. */
const shown = (text: string): string => text.slice(0, longestPath).replaceAll(/\p{Cc}/gu, '?');

const isAbsolute = (path: string): boolean =>
  /^\/[^/]/.test(path) && path.length <= longestPath && !control.test(path) && !path.split('/').includes('..');
const isBelow = (path: string): boolean =>
  path !== '' &&
  path.length <= longestPath &&
  !/^[/]/.test(path) &&
  !control.test(path) &&
  !/(^|\/)\.\.?(\/|$)/.test(path);

const linesOf = (text: string | undefined): string[] => (text ?? '').split('\n').filter((line) => line !== '');
const isTool = (word: string | undefined): word is LayoutTool =>
  (layoutTools as readonly string[]).includes(word ?? '');

/** The layout that facts tell of; null where they do not make one. */
function layoutIn(facts: Facts): ToolLayout | null {
  const { tool, tool_root: root, tool_link: link, tool_live: live, tool_places: releases } = facts;
  const { kept_root: kept = null, tool_lock: lock = null } = facts;
  const shared = linesOf(facts.kept_paths);
  const absolute = [root, link, live, releases, ...(kept === null ? [] : [kept])];
  if (!isTool(tool) || !absolute.every((path) => path !== undefined && isAbsolute(path))) return null;
  if (!shared.every(isBelow) || (kept === null && shared.length > 0)) return null;
  const few = (text: string | undefined): string[] => linesOf(text).slice(0, mostListed).map(shown);
  return {
    tool,
    root: root!,
    link: link!,
    live: live!,
    releases: releases!,
    count: /^\d{1,6}$/.test(facts.tool_count ?? '') ? Number(facts.tool_count) : 0,
    kept,
    shared: shared.sort(),
    unlinked: few(facts.kept_unlinked),
    strays: few(facts.strays),
    seen: few(facts.tool_seen),
    leftovers: few(facts.leftovers),
    lock: lock === null ? null : shown(lock),
  };
}

/** What a host found at a place, of which it may tell anything. */
export function toolLayoutFound(facts: Facts, place: string): PlaceFindings {
  const { refused, refused_at: at = place } = facts;
  const layout = refused === undefined ? layoutIn(facts) : null;
  if (layout && layout.shared.length > mostPaths)
    return { layout: null, refused: statement('adoption.many', { at: layout.kept! }) };
  if (layout) return { layout, refused: null };
  const id = refusals[refused as keyof typeof refusals] ?? null;
  return {
    layout: null,
    refused: id ? statement(id, { at: shown(at) }) : statement('adoption.unseen', { at: shown(place) }),
  };
}

/** Whether the settings of an app say of a layout what they have to say for releases to go on with it. */
export function goesOnWith(app: Pick<App, 'programLink' | 'shared' | 'sharedRoot'>, layout: ToolLayout): boolean {
  const { link, kept, shared } = layout;
  if (app.programLink !== link) return false;
  if (shared.length === 0) return true;
  return sharedRoot(app) === kept && shared.every((path) => app.shared?.includes(path));
}

/** What the doctor says of an app that stands in the layout of another tool; nothing where it does not. */
export function layoutFound(facts: Facts, app: App): Finding[] {
  const layout = layoutIn(facts);
  if (!layout) return [];
  const { link, live, root } = layout;
  const tool = toolName(layout.tool);
  const { made_before: program } = facts;
  if (program !== undefined)
    return [
      finding('app.layout', 'warning', statement('adoption.again', { link, live, tool, program: shown(program) })),
    ];
  return [
    goesOnWith(app, layout)
      ? finding('app.layout', 'ok', statement('adoption.ready', { tool, root }))
      : finding('app.layout', 'warning', statement('adoption.advised', { link, tool, app: app.appKey })),
  ];
}
