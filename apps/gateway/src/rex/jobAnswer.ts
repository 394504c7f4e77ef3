import type { RequestRecord } from '#records';
import type { Input } from '../state/endpoint.js';
import { answered, type Envelope, underway } from './envelope.js';
import type { GatewayDeps } from '../state/dependencies.js';
import { present } from './envelope/index.js';
import { envelopeContextOf } from './refusal.js';

const secondsBetween = (from: Date, to: Date): number =>
  Math.max(0, Math.floor((to.getTime() - from.getTime()) / 1000));

/** The envelope of a request now: its result once it is finished, its job id until then. */
export async function jobEnvelope(
  request: RequestRecord,
  input: Pick<Input, 'sent'>,
  deps: GatewayDeps,
): Promise<Envelope> {
  const { settlement, settledAt, acceptedAt } = request;
  const take = secondsBetween(acceptedAt, settledAt ?? deps.now());
  const context = envelopeContextOf(input, deps.config, take);
  if (!settlement || !settledAt) return underway(context, request);
  const randomStrs = request.apps.map((app) => app.randomStr);
  const rows = request.recorded && randomStrs.length > 0 ? await deps.records.deployRows(randomStrs) : [];
  const presented = present({ request, settlement, settledAt, rows, config: deps.config });
  return { ...answered(context, presented), job: request.id };
}
