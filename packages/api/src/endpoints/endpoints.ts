import type { Code } from '#contract';
import type { Endpoint } from './endpoint.js';
import { bundleEndpoints } from './bundles.js';
import { documentEndpoints, eventEndpoints, logEndpoints } from './events.js';
import { inventoryEndpoints } from './inventory.js';
import { planEndpoints } from './plans.js';
import { releaseEndpoints } from './releases.js';
import { sessionEndpoints } from './sessions.js';

/** Every endpoint of the modern API. */
export const endpoints: readonly Endpoint[] = [
  ...sessionEndpoints,
  ...inventoryEndpoints,
  ...planEndpoints,
  ...releaseEndpoints,
  ...bundleEndpoints,
  ...eventEndpoints,
  ...logEndpoints,
  ...documentEndpoints,
];

/** Everything an endpoint may be refused with. */
export function problemsOf({ auth, body, query, problems }: Endpoint): Code[] {
  return [
    ...(auth === 'token' ? (['TOKEN_INVALID'] as const) : []),
    // A query and a body are read and held against the endpoint even where it takes none.
    ...(['PATH_MALFORMED', 'PARAMETER_UNKNOWN', 'BODY_MALFORMED', 'BODY_TOO_LARGE'] as const),
    ...(body || query ? (['PARAMETER_INVALID', 'PARAMETER_MISSING'] as const) : []),
    ...problems,
    ...(auth === 'none' && !body ? [] : (['MYSQL_AWAY', 'MYSQL_UNKNOWN', 'INTERNAL'] as const)),
  ];
}
