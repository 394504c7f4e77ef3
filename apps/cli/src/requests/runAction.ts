import type { ReleaseView } from '#api';
import { createRequest } from '#api/client';
import type { CliContext } from '../context/cliContext.js';
import { watchRelease } from './watch.js';

/** Has an action carried out and watched to its end, without a word where `quiet`. */
export async function runAction(
  context: CliContext,
  action: string,
  parameters: Record<string, string>,
  { quiet }: { quiet: boolean },
): Promise<ReleaseView> {
  const client = context.client();
  const release = await createRequest(client, 'createAction', { action, parameters });
  return await watchRelease(client, release, quiet ? { ...context, live: false, say: () => undefined } : context);
}
