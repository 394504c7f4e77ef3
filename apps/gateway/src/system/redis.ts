import { statement, type Finding } from '#contract';
import type { RedisState } from '#queue';
import type { GatewayDeps } from '../state/dependencies.js';
import { atLeast, clockFinding, errorStatement, failed, warning, well } from './finding.js';

const nearly = 0.8;

function versionFinding({ version }: RedisState): Finding {
  const name = 'redis.version';
  if (version === null) return warning(name, statement('redis.versionHidden'));
  if (atLeast(version, [7])) return well(name, statement('server.version', { server: 'Redis', version }));
  return (atLeast(version, [6, 2]) ? warning : failed)(name, statement('redis.old', { version }));
}

function policyFinding({ policy }: RedisState): Finding {
  const name = 'redis.policy';
  if (policy === 'noeviction') return well(name, statement('redis.policy'));
  if (policy === null) return warning(name, statement('redis.policyHidden'));
  return failed(name, statement('redis.policyWrong', { policy }));
}

function persistence({ appendOnly }: RedisState): Finding {
  const name = 'redis.persistence';
  if (appendOnly === true) return well(name, statement('redis.durable'));
  return warning(name, statement(appendOnly === null ? 'redis.durableHidden' : 'redis.notDurable'));
}

function memory({ usedMemory, maxMemory }: RedisState): Finding {
  const name = 'redis.memory';
  const used = Math.round(usedMemory / 2 ** 20);
  if (maxMemory === 0) return well(name, statement('redis.memoryUnlimited', { used }));
  const figures = { used, limit: Math.round(maxMemory / 2 ** 20) };
  if (usedMemory < nearly * maxMemory) return well(name, statement('redis.memory', figures));
  return usedMemory >= maxMemory
    ? failed(name, statement('redis.memoryFull', figures))
    : warning(name, statement('redis.memoryNearly', figures));
}

/** Checks that Redis takes writes: it may answer and yet be full, a replica, or have no room to save. */
async function writes({ submitter }: GatewayDeps): Promise<Finding> {
  const name = 'redis.writes';
  try {
    await submitter.ping(true);
    return well(name, statement('redis.takes'));
  } catch (thrown) {
    return failed(name, errorStatement(thrown, 'error.redisLog'));
  }
}

/** Checks Redis: reached, its version, and the safety of jobs in it. */
export async function examineRedis(deps: GatewayDeps): Promise<Finding[]> {
  try {
    const state = await deps.submitter.state();
    const reached = well('redis.reached', statement('redis.answers'));
    const taken = await writes(deps);
    const clock = clockFinding('redis.clock', statement('clock.ofRedis'), state.clockAheadMs);
    return [reached, taken, versionFinding(state), policyFinding(state), persistence(state), memory(state), clock];
  } catch (thrown) {
    return [failed('redis.reached', errorStatement(thrown, 'error.gatewayLog'))];
  }
}
