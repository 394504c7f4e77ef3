import { asCodedError, type Finding } from '#contract';
import type { RedisState } from '#queue';
import type { GatewayDeps } from '../state/dependencies.js';
import { atLeast, clockFinding, failed, warning, well } from './finding.js';

const nearly = 0.8;

function version({ version: found }: RedisState): Finding {
  const name = 'redis.version';
  if (found === null) return warning(name, 'Redis does not tell its version', 'Use Redis 7 or newer.');
  if (atLeast(found, [7])) return well(name, `Redis ${found}`);
  const advice = 'Upgrade to Redis 7 or newer, which rexflow is tested with; BullMQ needs 6.2 at least.';
  return (atLeast(found, [6, 2]) ? warning : failed)(name, `Redis ${found}`, advice);
}

function policy({ policy: found }: RedisState): Finding {
  const name = 'redis.policy';
  if (found === 'noeviction') return well(name, 'maxmemory-policy is noeviction');
  if (found === null) return warning(name, 'Redis does not tell its maxmemory-policy', 'Make sure it is noeviction.');
  const advice = 'Set it: redis-cli CONFIG SET maxmemory-policy noeviction, and the same in redis.conf.';
  return failed(name, `maxmemory-policy is ${found}, which throws jobs away when memory runs out`, advice);
}

function persistence({ appendOnly }: RedisState): Finding {
  const name = 'redis.persistence';
  if (appendOnly === true) return well(name, 'appendonly is on');
  const message = appendOnly === null ? 'Redis does not tell whether appendonly is on' : 'appendonly is off';
  const advice =
    'Turn it on: redis-cli CONFIG SET appendonly yes, and the same in redis.conf. Without it a restart forgets the queue, which is filled again from MySQL within half a minute.';
  return warning(name, message, advice);
}

function memory({ usedMemory, maxMemory }: RedisState): Finding {
  const name = 'redis.memory';
  const used = Math.round(usedMemory / 2 ** 20);
  if (maxMemory === 0) return well(name, `${used} MiB used, without a limit`);
  const message = `${used} MiB of ${Math.round(maxMemory / 2 ** 20)} MiB used`;
  if (usedMemory < nearly * maxMemory) return well(name, message);
  const full = usedMemory >= maxMemory;
  const advice = `Raise it: redis-cli CONFIG SET maxmemory <bytes>, and the same in redis.conf. ${full ? 'Until then' : 'When it is used up,'} no request can be queued.`;
  return (full ? failed : warning)(name, full ? `Redis is full: ${message}` : message, advice);
}

function clock({ clockAheadMs }: RedisState): Finding {
  return clockFinding('redis.clock', 'the clock of Redis', clockAheadMs, "the gateway's");
}

/** Checks that Redis takes writes: it may answer and yet be full, a replica, or have no room to save. */
async function writes({ submitter }: GatewayDeps): Promise<Finding> {
  const name = 'redis.writes';
  try {
    await submitter.ping(true);
    return well(name, 'Redis takes what it is given');
  } catch (thrown) {
    const trouble = asCodedError(thrown);
    return failed(name, trouble.message, trouble.advice ?? 'See the log of Redis.');
  }
}

/** Checks Redis: reached, its version, and the safety of jobs in it. */
export async function examineRedis(deps: GatewayDeps): Promise<Finding[]> {
  try {
    const state = await deps.submitter.state();
    const reached = well('redis.reached', 'Redis answers');
    const taken = await writes(deps);
    return [reached, taken, version(state), policy(state), persistence(state), memory(state), clock(state)];
  } catch (thrown) {
    const trouble = asCodedError(thrown);
    return [failed('redis.reached', trouble.message, trouble.advice ?? 'See the log of the gateway.')];
  }
}
