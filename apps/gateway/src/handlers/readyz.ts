import type { OpenHandler } from '../endpoint.js';

/** /readyz: 200 when Redis and MySQL answer and a worker is alive; otherwise 503 naming what is missing. */
export const readyz: OpenHandler = async (_input, { submitter, pingDatabase, closing }) => {
  const [redis, mysql, workers] = await Promise.all([
    submitter.ping().then(answers, isAway),
    pingDatabase().then(answers, isAway),
    submitter.workersAlive().catch(() => 0),
  ]);
  const missing = [
    ...(redis ? [] : ['redis']),
    ...(mysql ? [] : ['mysql']),
    ...(workers > 0 ? [] : ['worker']),
    ...(closing.aborted ? ['gateway (ending)'] : []),
  ];
  const ready = missing.length === 0;
  return { status: ready ? 200 : 503, body: { ready, missing, workers } };
};

const answers = (): boolean => true;
const isAway = (): boolean => false;
