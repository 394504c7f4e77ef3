import { readFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { askOwnGateway, ownBuild, spellBuild } from '#config';
import { createSubmitter, machineOfWorker } from '#queue';
import { Secret } from '#shell';
import type { Choices } from '../plan/record.js';
import { ownAddress } from './ownAddress.js';
import type { Places } from './places.js';
import { redisUrlFile } from './queue.js';

/** The versions of what runs here and is not of ours; null where it is, or does not run. */
export interface Outdated {
  gateway: string | null;
  worker: string | null;
}

/** What is not of this version: `gateway` as it answered, null for no answer; `workers` by what each says. */
export function outdatedOf(
  gateway: string | null,
  workers: readonly { id: string; build: string | null }[],
  { own, host }: { own: string; host: string },
): Outdated {
  // Those of other machines are restarted there.
  const other = workers.find(({ id, build }) => machineOfWorker(id) === host && build !== own);
  return { gateway: gateway === own ? null : gateway, worker: other ? (other.build ?? '?') : null };
}

async function gatewayBuild(places: Places, choices: Choices): Promise<string | null> {
  const answer = await askOwnGateway(`${ownAddress(places, choices)}/readyz`);
  if (answer === null) return null;
  try {
    const { version, commit = null } = JSON.parse(answer.body) as { version?: string; commit?: string | null };
    return version === undefined ? '?' : spellBuild({ version, commit });
  } catch {
    // Something else listens there: that is told where it is needed.
    return null;
  }
}

async function workersHere(places: Places, { environment }: Choices): Promise<{ id: string; build: string | null }[]> {
  try {
    const url = new Secret(readFileSync(redisUrlFile(places), 'utf8').trim());
    const submitter = await createSubmitter({ url, environment });
    return await submitter.workers().finally(() => submitter.close());
  } catch {
    // Nobody can tell without Redis: once all runs they are asked again.
    return [];
  }
}

/** Looks what runs here of another version than this one, as after an upgrade. */
export async function lookForOutdated(places: Places, choices: Choices): Promise<Outdated> {
  const gateway = await gatewayBuild(places, choices);
  // Also without a gateway: a worker goes on by itself.
  const workers = await workersHere(places, choices);
  return outdatedOf(gateway, workers, { own: spellBuild(ownBuild), host: hostname() });
}

export const nothingOutdated: Outdated = { gateway: null, worker: null };

export const isOutdated = ({ gateway, worker }: Outdated): boolean => gateway !== null || worker !== null;

/** The versions, each once. */
export const outdatedVersions = ({ gateway, worker }: Outdated): string =>
  [...new Set([gateway, worker].filter((one) => one !== null))].join(', ');
