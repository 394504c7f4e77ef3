import { givenProvenance, redact, remarksIn } from '#contract';
import type { RequestRecord } from '#records';
import { rootSpan } from '#tracing';
import type { GatewayDeps } from '../state/dependencies.js';

/** Logs and traces that a request was stored: the span all others of it belong to. */
export function tellAccepted({ tracing, log, now }: GatewayDeps, request: RequestRecord, begunAt: Date): void {
  const { id, wire, caller, apps, retryOf, state, stamp, recorded } = request;
  const { action } = wire;
  log.info(
    {
      request: id,
      action,
      ...(recorded && stamp ? { release: stamp } : {}),
      caller,
      apps: apps.map(({ app }) => app.appKey),
      ...(retryOf === null ? {} : { retryOf }),
      ...redact({ ...givenProvenance(request.request), ...remarksIn(request.request) }),
    },
    state === 'queued' ? 'in line' : 'accepted',
  );
  tracing.tell({
    requestId: id,
    part: rootSpan,
    within: null,
    name: `accept ${action}`,
    kind: 'answer',
    begunAt,
    endedAt: now(),
    trouble: null,
    attributes: {
      'rexflow.action': action,
      'rexflow.state': state,
      'rexflow.retry_of': retryOf ?? undefined,
      'rexflow.apps': apps.length,
      'enduser.id': caller,
    },
  });
}
