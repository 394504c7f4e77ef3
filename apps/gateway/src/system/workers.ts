import { ownBuild, spellBuild } from '#config';
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

/** Gateway and workers should be of one version, but while they are upgraded. */
function versions(signs: readonly WorkerSign[]): Finding[] {
  if (signs.length === 0) return [];
  const name = 'version';
  const own = spellBuild(ownBuild);
  const others = signs.filter(({ build }) => build !== own);
  if (others.length === 0) return [well(name, statement('version.one', { version: own, n: signs.length }))];
  const found = others.map(({ id, build }) =>
    build === null
      ? statement('version.earlierWorker', { worker: id })
      : statement('version.ofWorker', { worker: id, version: build }),
  );
  return [warning(name, statement('version.several', { version: own, workers: few(found) }))];
}

/** Checks that a worker is alive, that the workers are of the gateway's version, and that their clocks agree. */
export async function examineWorkers({ submitter }: GatewayDeps): Promise<Finding[]> {
  try {
    const [signs, redis] = await Promise.all([
      submitter.workers(),
      submitter.ping(true).then(
        () => null,
        (thrown: unknown) => asCodedError(thrown),
      ),
    ]);
    return [alive(signs, redis), ...versions(signs), ...clocks(signs)];
  } catch (thrown) {
    return [notKnown('workers.alive', thrown, 'unknown.redis')];
  }
}
