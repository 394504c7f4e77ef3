import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { asCodedError } from '#contract';
import { inspectRedis } from '#queue';
import { Secret } from '#shell';
import { setupText } from '../language/setupText.js';
import type { Places } from './places.js';

/** Path of the file with the address of Redis, which holds its password. */
export const redisUrlFile = ({ secrets }: Places): string => join(secrets, 'redis.url');

/** Why the Redis of an installation cannot be used, as text; null when it answers, keeps what it is given and forgets nothing. */
export async function redisTrouble(places: Places): Promise<string | null> {
  try {
    const warnings = await inspectRedis(new Secret(readFileSync(redisUrlFile(places), 'utf8').trim()));
    return warnings.length === 0 ? null : setupText('error.redisForgets');
  } catch (thrown) {
    return asCodedError(thrown).message;
  }
}
