import { settleAll } from '#async';
import { CodedError, finding, statement, type Finding, type Statement, type Warning } from '#contract';
import { asksOf, healthType, type App, type Ask } from '#release';
import { see, type HostOfApp } from './see.js';

/** What no application can cure, however well it is. */
const cannotBeAsked: readonly string[] = ['seen.noForwarding', 'seen.unreadable', 'seen.noExpression'];

async function wrongAbout({ check, look }: Ask, at: HostOfApp, signal: AbortSignal): Promise<Warning | null> {
  const seen = await see({ check, look }, at, signal);
  // The line of a start may be long gone.
  const isLookedAt = check.type === 'log' && 'status' in seen && seen.status <= 1;
  return isLookedAt ? null : healthType(check).wrong(check, seen);
}

/** What the doctor says of the checks of an app, with lines that export its variables, each asked once; nothing of those that only a host that cannot be reached would answer. */
export async function healthFound(app: App, at: HostOfApp, signal: AbortSignal, exports = ''): Promise<Finding[]> {
  const found = await settleAll(
    asksOf(app, {}, exports).map(async (ask): Promise<Finding[]> => {
      const check = healthType(ask.check).subject(ask.check);
      try {
        const why = await wrongAbout(ask, at, signal);
        const { id = '' } = why === null ? {} : (why as Partial<Statement>);
        if (id === 'seen.noTrust')
          return [finding('app.health', 'failed', statement('health.noTrust', { check, why: why!, app: app.appKey }))];
        if (why === null) return [finding('app.health', 'ok', statement('health.passed', { check }))];
        const state = cannotBeAsked.includes(id) ? 'failed' : 'warning';
        return [finding('app.health', state, statement('health.wrong', { check, why, app: app.appKey }))];
      } catch (thrown) {
        if (thrown instanceof CodedError) return [];
        throw thrown;
      }
    }),
  );
  return found.flat();
}
