import { text, timestamp, whole } from '#contract/schema';
import { endpoint } from './endpoint.js';
import {
  approvedKeySchema,
  approveHostKeySchema,
  hostActivitiesSchema,
  hostCheckSchema,
  hostKeysSchema,
  lookAtHostSchema,
} from '../schemas/hosts.js';

const tag = 'Catalogue';
const auth = 'token';
const unknown = ['HOST_UNKNOWN'] as const;
const byWorker = ['HOST_UNKNOWN', 'HOST_LOOK_LATE', 'QUEUE_AWAY'] as const;
const notYet = 'With `settings` it is about a host that is not in the catalogue yet.';

/** What is asked of one host, and what became of it. */
export const hostEndpoints = {
  getHostKeys: endpoint({
    ...{ tag, auth },
    summary: 'The keys of a host: what is known, what it showed last, and whether they agree',
    answers: { 200: { description: 'as it was seen last', schema: hostKeysSchema } },
    problems: unknown,
  }),
  scanHostKeys: endpoint({
    ...{ tag, auth },
    summary: 'Asks a host for its keys, without a login there',
    notes: `A worker asks it, through its jump host if it has one; the answer waits for that. Nothing is approved by it. ${notYet}`,
    body: lookAtHostSchema,
    answers: { 200: { description: 'what it shows now; `trouble` where it shows none', schema: hostKeysSchema } },
    problems: byWorker,
  }),
  approveHostKey: endpoint({
    ...{ tag, auth },
    summary: 'Approves the key of a host by its fingerprint',
    notes: `The host is asked once more: a key that it does not show is refused. From then on every worker goes by it. ${notYet}`,
    body: approveHostKeySchema,
    answers: { 200: { description: 'it counts from now on', schema: approvedKeySchema } },
    problems: [
      ...byWorker,
      'HOST_KEY_NOT_SHOWN',
      'HOST_KEY_OTHER',
      'HOST_KEY_REVOKED',
      'HOST_KEY_SHARED',
      'UNREACHABLE',
    ],
  }),
  getHostCheck: endpoint({
    ...{ tag, auth },
    summary: 'What the last check of a host found, and the next step',
    answers: { 200: { description: 'as it was found', schema: hostCheckSchema } },
    problems: unknown,
  }),
  checkHost: endpoint({
    ...{ tag, auth },
    summary: 'Logs in to a host, looks at what releases need, and says the next step',
    notes: `A worker does it and changes nothing there; the answer waits for that. A key that nobody knows is not believed, and not recorded. ${notYet}`,
    body: lookAtHostSchema,
    answers: { 200: { description: 'what was found; `trouble` where nobody got in', schema: hostCheckSchema } },
    problems: byWorker,
  }),
  listHostActivity: endpoint({
    ...{ tag, auth },
    summary: 'What changed on a host, by whom, newest first',
    notes:
      'Releases, rollbacks, service actions and commands on its apps, changes of the catalogue that it is about (the host, its outages, its apps and their groups), and keys.',
    query: {
      since: timestamp('a week ago unless said otherwise'),
      until: timestamp('only what was before'),
      limit: whole('the most rows, 100 unless said otherwise', 1, 500),
      app: text('only of this app, and of the host itself', { maxLength: 200 }),
    },
    answers: { 200: { description: 'the newest of it', schema: hostActivitiesSchema } },
    problems: unknown,
  }),
};
