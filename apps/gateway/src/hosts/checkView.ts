import type { HostCheckView } from '#api';
import { statement, type Finding, type FindingState, type Outage } from '#contract';
import type { HostLook } from '#records';
import { troubleView } from '../v1/presenters/release.js';
import type { HostPlace } from './hostPlace.js';
import { nextStep, stepAfterCheck, stepAfterTrouble } from './nextStep.js';

const severity = ['ok', 'warning', 'failed'] as const satisfies readonly FindingState[];

const worstOf = (findings: readonly Finding[]): FindingState =>
  severity[Math.max(0, ...findings.map(({ state }) => severity.indexOf(state)))]!;

/** Presents the last check of a host. */
export function checkView(
  place: HostPlace,
  look: HostLook<'check'> | null,
  now: { outage: Outage | undefined; now: Date },
): HostCheckView {
  const found = look?.found;
  const own = { host: place.name, checkedAt: look?.endedAt?.toISOString() ?? null };
  if (!found) {
    const next = nextStep(statement('next.unchecked'), `rexflow host check ${place.name}`);
    return { ...own, user: null, ready: false, findings: [], apps: [], trouble: null, next };
  }
  const { user, findings, apps, trouble } = found;
  const all = [...findings, ...apps.flatMap((app) => app.findings)];
  return {
    ...own,
    ...{ user, findings },
    ready: trouble === null && worstOf(all) !== 'failed',
    apps: apps.map((app) => ({ ...app, state: worstOf(app.findings) })),
    trouble: troubleView(trouble),
    next: trouble === null ? stepAfterCheck(all, place, now) : stepAfterTrouble(trouble, place),
  };
}
