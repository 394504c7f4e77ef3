import { awaitSettled, createRequest } from '#api/client';
import type { RemovalAppFindings } from '#contract';
import { call } from '../api/client.js';
import { Refused } from '../api/refused.js';

/** Has something done to one app, and waits for its end. Throws Refused, also where it did not end well. */
async function carriedOut(action: 'removal' | 'remove', parameters: Record<string, string>, signal: AbortSignal) {
  const begun = await createRequest({ call }, 'createAction', { action, parameters });
  const { outcome, trouble, apps } = await awaitSettled({ call }, begun, signal);
  const met = trouble ?? apps[0]?.trouble;
  if (outcome !== 'done')
    throw new Refused(409, met?.code ?? null, met?.message ?? String(outcome), met?.advice ?? null, met?.details ?? {});
  return apps[0]!.facts;
}

/** What removing an app would take away from its host. Throws Refused. */
export const removalOf = async (app: string, signal: AbortSignal): Promise<RemovalAppFindings> =>
  (await carriedOut('removal', { k: app }, signal)) as RemovalAppFindings;

/** Takes away what was shown. Throws Refused. */
export const takeAway = async (app: string, plan: string, signal: AbortSignal): Promise<void> =>
  void (await carriedOut('remove', { k: app, plan }, signal));
