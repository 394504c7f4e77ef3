import { statement, type Statement, type Warning } from '#contract';
import type { App, Facts } from '#release';

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

/** The warnings about an app's host that do not keep the request from going on. */
export const warningsOfApp = (
  { appKey: app, host }: Pick<App, 'appKey' | 'host'>,
  facts: Facts,
  more: readonly Statement[] = [],
): Warning[] => [
  ...[...caughtUp(facts), ...wayBack(facts), ...ends(facts), ...ofFiles(facts), ...more].map((what) =>
    statement('warning.onHost', { app, host, what }),
  ),
  ...byHand(facts),
];
