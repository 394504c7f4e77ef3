import { endpoint } from './endpoint.js';
import { newRunSchema } from '../schemas/operations/runs.js';
import { releaseSchema } from '../schemas/release.js';

/** What is run on hosts beside releases. */
export const runEndpoints = {
  createRun: endpoint({
    tag: 'Releases',
    summary: 'Run a shell command on the hosts of apps, or on hosts',
    notes:
      'A command is run by `sh` as the user who logs in there, in a session of its own that ends with it; it takes no lease. Follow it by its id: `logs` has what it writes as it is written, and the part of each app exit status, output (1 MiB, its first and last bytes) and seconds.',
    auth: 'token',
    headers: { 'Idempotency-Key': 'the same key and body again is the same run' },
    body: newRunSchema,
    answers: {
      202: {
        description: 'it is stored and will be carried out, whatever dies now',
        schema: releaseSchema,
        headers: { Location: 'where it stands' },
      },
    },
    problems: [
      'APP_UNKNOWN',
      'APP_INCOMPLETE',
      'APP_AMBIGUOUS',
      'HOST_UNKNOWN',
      'HOST_OUT_OF_SERVICE',
      'HOLD',
      'IDEMPOTENCY_MISMATCH',
      'QUEUE_AWAY',
      'QUEUE_FULL',
      'QUEUE_READONLY',
    ],
    renamed: { k: 'apps', targets: 'apps' },
  }),
};
