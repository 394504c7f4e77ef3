import { CodedError } from '#contract';
import { grantedJobs, submitAll } from '../../requests/submitAll.js';
import type { AuthenticatedCallHandler } from '../call/call.js';

/** GET /v1/hold: the hold of the installation, if there is one. */
export const getHold: AuthenticatedCallHandler<'getHold'> = async (_call, { records }) => ({
  status: 200,
  body: { hold: await records.hold() },
});

/** PUT /v1/hold: holds the installation. Throws PARAMETER_INVALID for an end that is over. */
export const putHold: AuthenticatedCallHandler<'putHold'> = async ({ body, user }, { records, log, now }) => {
  const until = body.until === undefined ? null : new Date(body.until);
  if (until !== null && until <= now())
    throw new CodedError('PARAMETER_INVALID', { field: 'until', reason: 'is over already' });
  const hold = await records.setHold({ reason: body.reason, by: user.name, until });
  log.warn(hold, 'the installation is held');
  return { status: 200, body: { hold } };
};

/** DELETE /v1/hold: ends the hold; requests that waited for it go on. */
export const deleteHold: AuthenticatedCallHandler<'deleteHold'> = async ({ user }, deps) => {
  const { ended, granted } = await deps.records.endHold(user.name);
  if (ended) deps.log.warn({ ...ended, endedBy: user.name }, 'the hold of the installation was ended');
  await submitAll(deps, grantedJobs(granted));
  return { status: 200, body: { hold: null } };
};
