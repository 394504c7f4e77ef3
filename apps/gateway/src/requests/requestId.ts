import { CodedError } from '#contract';
import type { GatewayRecords } from '#records';

const whole = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
const part = /^[0-9a-f-]{1,35}$/;
/** So many are named to choose from. */
const named = 5;

type Records = Pick<GatewayRecords, 'requestsNamed'>;

/**
 * The id of the request that is meant: by its id, its short id, or a beginning of either that no other has; null where there is none.
 * Throws JOB_AMBIGUOUS.
 */
export async function findRequestId(text: string, records: Records): Promise<string | null> {
  const lower = text.toLowerCase();
  if (whole.test(lower)) return lower;
  if (!part.test(lower)) return null;
  const found = await records.requestsNamed(lower);
  if (found.length < 2) return found[0]?.id ?? null;
  const jobs = found
    .slice(0, named)
    .map(({ id, action, acceptedAt }) => `${id} (${action}, ${acceptedAt.toISOString()})`);
  throw new CodedError('JOB_AMBIGUOUS', { job: text, jobs: found.length > named ? [...jobs, 'and others'] : jobs });
}

/** The same, where there has to be one. Throws JOB_UNKNOWN, too. */
export async function requestIdOf(text: string, records: Records): Promise<string> {
  const id = await findRequestId(text, records);
  if (id === null) throw new CodedError('JOB_UNKNOWN', { job: text.slice(0, 100) });
  return id;
}
