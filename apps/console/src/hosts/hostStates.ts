import type { HostCheckView, HostKeysView } from '#api';
import type { StateName } from '../states/states.js';

/** How keys are shown, by whether they agree. */
export const keyStateNames: Readonly<Record<HostKeysView['state'], StateName>> = {
  agrees: 'healthy',
  unknown: 'warning',
  changed: 'failed',
  unreachable: 'failed',
  unscanned: 'unknown',
};

/** How a finding is shown. */
export const findingState = (state: 'ok' | 'warning' | 'failed'): StateName => (state === 'ok' ? 'healthy' : state);

/** How a check is shown. */
export function checkState({ checkedAt, ready, trouble, findings, apps }: HostCheckView): StateName {
  if (checkedAt === null) return 'unknown';
  if (trouble !== null || !ready) return 'failed';
  const all = [...findings, ...apps.flatMap((app) => app.findings)];
  return all.some(({ state }) => state === 'warning') ? 'warning' : 'healthy';
}
