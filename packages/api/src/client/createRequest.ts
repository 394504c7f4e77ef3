import type { ReleaseView } from '../schemas/release.js';
import type { Client } from './call.js';
import type { CallInput } from './input.js';

type Creating =
  | 'createRelease'
  | 'createRollback'
  | 'createPromotion'
  | 'createAction'
  | 'createRun'
  | 'searchLogs'
  | 'listLogs'
  | 'undoRelease';

/**
 * Posts a request of a worker under an idempotency key, `key` or a new one, so that it is one request however often it is sent.
 * Throws as a call does.
 */
export async function createRequest<Id extends Creating>(
  client: Pick<Client, 'call'>,
  id: Id,
  body: CallInput<Id>['body'],
  key = `rexflow-${crypto.getRandomValues(new Uint32Array(4)).join('-')}`,
  path?: CallInput<Id>['path'],
): Promise<ReleaseView> {
  const input = { path, body, headers: { 'Idempotency-Key': key } } as unknown as CallInput<Creating>;
  // What an action comes to that needs no worker is no release; nobody asks for one of these by a key.
  return (await client.call(id as Creating, input)) as ReleaseView;
}
