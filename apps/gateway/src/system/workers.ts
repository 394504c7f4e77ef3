import { asCodedError, type Finding, type CodedError } from '#contract';
import type { WorkerSign } from '#queue';
import type { GatewayDeps } from '../state/dependencies.js';
import { clockAdvice, deviates, deviation, failed, few, warning, well } from './finding.js';

function alive(signs: readonly WorkerSign[], redis: CodedError | null): Finding {
  const name = 'workers.alive';
  if (signs.length > 0) return well(name, `${signs.length} alive`);
  // A worker started since could not report itself.
  if (redis) return warning(name, `not known: ${redis.message}`, redis.advice ?? 'Bring Redis back first.');
  const advice = 'Start a worker with the same config.yml: npm run worker, or its systemd unit.';
  return failed(name, 'no worker is alive: releases wait', advice);
}

function clocks(signs: readonly WorkerSign[]): Finding[] {
  const name = 'workers.clock';
  const clocks = signs.flatMap(({ id, clockAheadMs }) => (clockAheadMs === null ? [] : [{ id, clockAheadMs }]));
  if (clocks.length === 0) return [];
  const wrong = clocks.filter(({ clockAheadMs }) => deviates(clockAheadMs));
  if (wrong.length === 0) return [well(name, `the clocks of ${clocks.length} workers agree with that of Redis`)];
  const message = few(wrong.map(({ id, clockAheadMs }) => deviation(`worker ${id}`, clockAheadMs, 'Redis')));
  return [warning(name, message, clockAdvice)];
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
    return [warning('workers.alive', `not known: ${asCodedError(thrown).message}`, 'Bring Redis back first.')];
  }
}
