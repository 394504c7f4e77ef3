import { CodedError, redact } from '#contract';
import type { AuthenticatedHandler } from '../state/endpoint.js';
import { waitForRequest } from '../requests/waitForRequest.js';
import { answerForm } from './answerForm.js';
import { jobEnvelope } from './jobAnswer.js';
import { changeKey, jobView } from './jobView.js';
import { waitingOf } from '../requests/waitingView.js';

/**
 * GET /rex/jobs/:id: the state of a job, and its envelope once it is finished. `?wait=30` holds the answer until the job
 * moves on, for at most that many seconds.
 */
export const getJob: AuthenticatedHandler = async (input, deps) => {
  const id = input.path.id!;
  const wait = waitOf(input.sent.wait, deps.config.rex.wait);
  let seen: string | null = null;
  const request = await waitForRequest(deps, id, {
    enough: (record) => {
      const key = changeKey(record);
      seen ??= key;
      return wait === 0 || record.state === 'settled' || key !== seen;
    },
    ms: wait * 1000,
    gone: input.gone,
  });
  const body: Record<string, unknown> = { code: 0, ...jobView(request) };
  const waiting = await waitingOf(request, deps.records);
  if (waiting) body.waiting = { for: waiting.for, since: waiting.since, position: waiting.position };
  if (request.state === 'settled') {
    const token = input.sent.token;
    const sent = {
      action: request.wire.action,
      ...redact(request.wire.parameters),
      ...(token === undefined ? {} : { token }),
    };
    body.envelope = answerForm(await jobEnvelope(request, { sent }, deps), 'documented', deps.config);
  }
  return { status: 200, body };
};

function waitOf(value: string | string[] | undefined, longest: number): number {
  if (value === undefined || value === '') return 0;
  if (typeof value === 'string' && /^\d{1,6}$/.test(value)) return Math.min(Number(value), longest);
  throw new CodedError('PARAMETER_INVALID', { field: 'wait', reason: 'must be a number of seconds' });
}
