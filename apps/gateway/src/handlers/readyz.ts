import { asTrouble, type Trouble } from '#contract';
import type { OpenHandler } from '../endpoint.js';

/**
 * /readyz: 200 when Redis takes jobs, MySQL answers and a worker is alive; otherwise 503 naming what is missing, and in
 * `reasons` why and what to do. Without Redis nobody knows whether a worker is alive.
 */
export const readyz: OpenHandler = async (_input, { submitter, pingDatabase, closing }) => {
  const [redis, mysql, signs] = await Promise.all([
    submitter.ping(true).then(well, asTrouble),
    pingDatabase().then(well, asTrouble),
    submitter.workers().catch(() => null),
  ]);
  const workers = signs?.length ?? 0;
  const missing = [
    ...(redis ? ['redis'] : []),
    ...(mysql ? ['mysql'] : []),
    ...(workers === 0 && !redis ? ['worker'] : []),
    ...(closing.aborted ? ['gateway (ending)'] : []),
  ];
  const reasons = [redis, mysql].filter((one) => one !== null).map(said);
  const ready = missing.length === 0;
  return { status: ready ? 200 : 503, body: { ready, missing, workers, ...(reasons.length > 0 ? { reasons } : {}) } };
};

const well = (): null => null;
const said = ({ message, advice }: Trouble): string => (advice === null ? message : `${message}. ${advice}`);
