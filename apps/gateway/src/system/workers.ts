import { asCodedError, statement, type CodedError, type Finding } from '#contract';
import type { WorkerSign } from '#queue';
import type { GatewayDeps } from '../state/dependencies.js';
import { deviates, deviation, errorStatement, failed, few, notKnown, warning, well } from './finding.js';

function alive(signs: readonly WorkerSign[], redis: CodedError | null): Finding {
  const name = 'workers.alive';
  if (signs.length > 0) return well(name, statement('workers.alive', { n: signs.length }));
  // A worker started since could not report itself.
  if (redis) return warning(name, errorStatement(redis, 'unknown.redis'));
  return failed(name, statement('workers.none'));
}

function clocks(signs: readonly WorkerSign[]): Finding[] {
  const name = 'workers.clock';
  const clocks = signs.flatMap(({ id, clockAheadMs }) => (clockAheadMs === null ? [] : [{ id, clockAheadMs }]));
  if (clocks.length === 0) return [];
  const wrong = clocks.filter(({ clockAheadMs }) => deviates(clockAheadMs));
  if (wrong.length === 0) return [well(name, statement('workers.clocksAgree', { n: clocks.length }))];
  const found = wrong.map(({ id, clockAheadMs }) =>
    deviation(statement('clock.ofWorker', { worker: id }), clockAheadMs, 'Redis'),
  );
  return [warning(name, statement('clock.deviates', { deviation: few(found) }))];
}

/** Checks that a worker is alive, and that the clocks of the workers agree. */
export async function examineWorkers({ submitter }: GatewayDeps): Promise<Finding[]> {
  try {
    const [signs, redis] = await Promise.all([
      submitter.workers(),
      submitter.ping(true).then(
        () => null,
        (thrown: unknown) => asCodedError(thrown),
      ),
    ]);
    return [alive(signs, redis), ...clocks(signs)];
  } catch (thrown) {
    return [notKnown('workers.alive', thrown, 'unknown.redis')];
  }
}
