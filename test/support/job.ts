import { until, type Answer, type Estate } from './estate.js';

/** `/rex/jobs/<id>`, asked with the token in a header; a job as it stands unless `init` says otherwise. */
export const askJob = (estate: Estate, id: unknown, init: RequestInit = {}): Promise<Answer> =>
  estate.call(`/rex/jobs/${String(id)}`, { headers: { authorization: `Bearer ${estate.token}` }, ...init });

/** A job once it is settled. */
export const settledJob = (estate: Estate, id: unknown): Promise<Answer> =>
  until(`settlement of ${String(id)}`, 60, async () => {
    const seen = await askJob(estate, `${String(id)}?wait=1`);
    return seen.at('state') === 'settled' && seen;
  });
