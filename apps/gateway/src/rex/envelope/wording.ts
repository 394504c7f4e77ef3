import { mixedIn, redact } from '#contract';
import type { AppResult, Settlement, Standing } from '#contract';

const standings: Record<Standing, string> = {
  new: 'the new release is live and runs',
  old: 'nothing was switched, it still runs what it ran before',
  restored: 'it was switched, was put back, and runs its previous release again',
  down: 'it could not be put back whole: it does not run, or is not healthy',
  removed: 'what rexflow made of it was taken away from its host',
  unknown: 'where it stands is not known: the host could not be asked, or not be put back',
};

/** The reason a finished request is not all done, in one line that names every app with an error; null when it is. */
export function whyNotDone({ outcome, trouble, apps }: Settlement): string | null {
  if (outcome === 'done') return null;
  const own = apps.filter((app) => app.trouble).map((app) => `${app.appKey}: ${app.trouble!.message}`);
  const whole = trouble && !apps.some((app) => app.trouble?.message === trouble.message) ? [trouble.message] : [];
  const reasons = [...whole, ...own];
  return reasons.length > 0 ? redact(reasons.join('; ')) : `the request ended as ${outcome}`;
}

/** The fields added to an app that did not do what was asked; none when it did. */
export function shortfall({ outcome, trouble, step, standing }: AppResult): Record<string, unknown> {
  if (outcome === 'done') return {};
  const reason = trouble ? redact(trouble.message) : 'not done, because another part of the request failed';
  return {
    code: -1,
    msg: standing ? `${reason}; ${standings[standing]}` : reason,
    error: trouble?.code ?? null,
    class: trouble?.class ?? null,
    host: trouble?.at?.host ?? null,
    step,
    advice: trouble?.advice ?? null,
    standing,
  };
}

/**
 * Beyond the original: what a request left with several releases and the commands that heal it, as a member beside the others; none
 * where it left nothing mixed.
 */
export function mixedMember(settlement: Pick<Settlement, 'facts'> | null): { mixed?: Record<string, unknown> } {
  const mixed = settlement && mixedIn(settlement);
  if (!mixed) return {};
  const groups = mixed.groups.map(({ group, releases, unknown }) => ({
    local_name: group,
    releases: releases.map(({ release, stamp, apps }) => ({ job: release, stamp, app_keys: apps })),
    unknown,
  }));
  return { mixed: { groups, finish: mixed.finish, undo: mixed.undo } };
}
