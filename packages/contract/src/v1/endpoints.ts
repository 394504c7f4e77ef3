import type { Code } from '../errors/codes.js';
import type { Endpoint } from './endpoint.js';
import { bundles } from './endpoints/bundles.js';
import { documents, events, logs } from './endpoints/events.js';
import { house } from './endpoints/house.js';
import { plans } from './endpoints/plans.js';
import { releases } from './endpoints/releases.js';
import { sessions } from './endpoints/sessions.js';

/** Every endpoint of the modern API. */
export const endpoints: readonly Endpoint[] = [
  ...sessions,
  ...house,
  ...plans,
  ...releases,
  ...bundles,
  ...events,
  ...logs,
  ...documents,
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
