import { someStated, statement, type Statement, type Warning } from '#contract';
import { absencesOf, unreadVariables, type App, type Facts } from '#release';

/** The warning about a host whose `.rexflow` was removed. */
function wayBack({ way_back: found, way_back_to: to = '' }: Facts): Statement[] {
  switch (found) {
    case undefined:
      return [];
    case 'rebuilt':
      return [statement('wayBack.rebuilt', { to })];
    case 'removed':
      return [statement('wayBack.removed', { to })];
    default:
      return [statement('wayBack.lost', { to: to || statement('live.whatWas') })];
  }
}

/** The warning about a host that had seen a newer fence than the database had. */
function caughtUp({ fence_seen: seen, fence_was: was }: Facts): Statement[] {
  if (seen === undefined) return [];
  return [statement('warning.ahead', { seen, was: was ?? '' })];
}

/** The warning about an application that ends when the user who started it has left. */
const ends = ({ lasts }: Facts): Statement[] => (lasts === 'no' ? [statement('warning.ends')] : []);

/** The warning about variables that do not reach the application. */
function unread(facts: Facts, app: Pick<App, 'service'>): Statement[] {
  const found = unreadVariables(facts, app);
  return found === null ? [] : [found];
}

/** The warnings about what could not be done for its files, and keeps nothing from working. */
function ofFiles({ unpruned: n, unpruned_at: path = '', unlabelled }: Facts): Statement[] {
  return [
    ...(n === undefined ? [] : [statement('warning.unpruned', { n: Number(n), path })]),
    ...(unlabelled === undefined ? [] : [statement('warning.unlabelled')]),
  ];
}

/** The warning about files that were changed by hand: text alone where an earlier version stored it. */
function byHand({ drift_warning: text, drift_statement: stated }: Facts): Warning[] {
  if (text === undefined) return [];
  return [stated === undefined ? text : (JSON.parse(stated) as Statement)];
}

/** What moved, or made room for a link, and how long its path was missing meanwhile. */
const absences = (facts: Facts): Statement[] =>
  absencesOf(facts).map(({ path, ms }) =>
    ms === null ? statement('move.absentUnmeasured', { path }) : statement('move.absent', { path, ms }),
  );

/** The warnings about an app's host that do not keep the request from going on. */
export const warningsOfApp = (
  of: Pick<App, 'appKey' | 'host' | 'service'>,
  facts: Facts,
  more: readonly Statement[] = [],
): Warning[] => [
  ...[
    ...[...caughtUp(facts), ...wayBack(facts), ...ends(facts), ...unread(facts, of)],
    ...[...absences(facts), ...ofFiles(facts), ...more],
  ].map((what) => statement('warning.onHost', { app: of.appKey, host: of.host, what })),
  ...byHand(facts),
];

const isOfHost = (one: Warning): one is Statement => typeof one === 'object' && one.id === 'warning.onHost';

/** Warnings of many hosts: what more than two say in the same words is one line that names their apps, at the place of the first. */
export function inOneLine(warnings: readonly Warning[]): Warning[] {
  const alike = new Map<string, Statement[]>();
  const keyOf = ({ details }: Statement): string => JSON.stringify(details.what);
  for (const one of warnings.filter(isOfHost)) {
    const before = alike.get(keyOf(one));
    if (before) before.push(one);
    else alike.set(keyOf(one), [one]);
  }
  return warnings.flatMap((one): Warning[] => {
    const all = isOfHost(one) ? alike.get(keyOf(one))! : [];
    if (all.length < 3 || !isOfHost(one)) return [one];
    const apps = someStated(all.map(({ details }) => String(details.app)));
    return all[0] === one ? [statement('warning.onHosts', { apps, what: one.details.what! })] : [];
  });
}
