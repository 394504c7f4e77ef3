import type { RequestRecord } from '#records';

/** What a webhook is told of a settled request. No parameters: an address or a command among them may hold a secret. */
export function announcementOf(environment: string, request: RequestRecord, delivery: string): Record<string, unknown> {
  const { id, wire, caller, acceptedAt, settledAt, settlement, apps } = request;
  const { outcome, trouble, apps: results } = settlement!;
  const short = (of: typeof trouble) => of && { code: of.code, class: of.class, message: of.message };
  return {
    delivery,
    environment,
    request: id,
    action: wire.action,
    caller,
    outcome,
    accepted_at: acceptedAt.toISOString(),
    settled_at: settledAt?.toISOString() ?? null,
    trouble: short(trouble),
    apps: results.map((result) => ({
      app_key: result.appKey,
      host: apps.find(({ app }) => app.appKey === result.appKey)?.app.host ?? null,
      outcome: result.outcome,
      standing: result.standing,
      trouble: short(result.trouble),
    })),
  };
}
