import { redact } from '#contract';
import type { EventView } from '#api';
import type { EventKind } from '#contract';
import type { StoredEvent } from '#records';

/** Presents an event. */
export const eventView = ({ id, at, requestId, appKey, kind, data }: StoredEvent): EventView => ({
  id,
  at: at.toISOString(),
  release: requestId,
  app: appKey,
  kind: kind as EventKind,
  data: redact(data),
});
