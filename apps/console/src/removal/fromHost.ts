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

/** An app whose work is taken away: from its host, or from one that it was on before. */
export type RemovalOf = { k: string; at?: string };

/** What removing an app would take away from a host. Throws Refused. */
export const removalOf = async (of: RemovalOf, signal: AbortSignal): Promise<RemovalAppFindings> =>
  (await carriedOut('removal', of, signal)) as RemovalAppFindings;

/** Takes away what was shown. Throws Refused. */
export const takeAway = async (of: RemovalOf, plan: string, signal: AbortSignal): Promise<void> =>
  void (await carriedOut('remove', { ...of, plan }, signal));
