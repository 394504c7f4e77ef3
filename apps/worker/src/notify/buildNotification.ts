import { commonProvenance, mixedIn, redact, remarksIn } from '#contract';
import type { Notification, NotifiedError } from '#notify';
import type { RequestRecord } from '#records';

/** The notification of a finished request, under the id of its delivery. */
export function buildNotification(environment: string, request: RequestRecord, id: string): Notification {
  const { wire, caller, acceptedAt, settledAt, settlement, apps } = request;
  const { outcome, trouble, apps: results } = settlement!;
  const { skipped = [], warnings = [] } = settlement!.facts as { skipped?: string[]; warnings?: string[] };
  const short = (of: typeof trouble): NotifiedError | null =>
    of && { code: of.code, class: of.class, message: of.message };
  return {
    ...{ id, environment, request: request.id, action: wire.action, caller, outcome, acceptedAt, settledAt },
    provenance: redact(commonProvenance(apps.map(({ provenance }) => provenance))),
    remarks: redact(remarksIn(request.request)),
    error: short(trouble),
    mixed: mixedIn(settlement!),
    skipped,
    warnings: redact(warnings),
    targets: results.map((result) => {
      const target = apps.find(({ app }) => app.appKey === result.appKey);
      return {
        ...{ appKey: result.appKey, host: target?.app.host ?? null },
        ...{ outcome: result.outcome, standing: result.standing, error: short(result.trouble) },
        provenance: redact(target?.provenance ?? {}),
      };
    }),
  };
}
