import { mixedIn } from '#contract';
import type { Notification, NotifiedError } from '#notify';
import type { RequestRecord } from '#records';

/** The notification of a finished request, under the id of its delivery. */
export function buildNotification(environment: string, request: RequestRecord, id: string): Notification {
  const { wire, caller, acceptedAt, settledAt, settlement, apps } = request;
  const { outcome, trouble, apps: results } = settlement!;
  const short = (of: typeof trouble): NotifiedError | null =>
    of && { code: of.code, class: of.class, message: of.message };
  return {
    ...{ id, environment, request: request.id, action: wire.action, caller, outcome, acceptedAt, settledAt },
    error: short(trouble),
    mixed: mixedIn(settlement!),
    targets: results.map((result) => ({
      appKey: result.appKey,
      host: apps.find(({ app }) => app.appKey === result.appKey)?.app.host ?? null,
      outcome: result.outcome,
      standing: result.standing,
      error: short(result.trouble),
    })),
  };
}
