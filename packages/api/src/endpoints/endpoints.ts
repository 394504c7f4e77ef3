import type { Code } from '#contract';
import type { Of } from '#contract/schema';
import type { Endpoint, PathPart } from './endpoint.js';
import { bundleEndpoints } from './bundles.js';
import { documentEndpoints, eventEndpoints, logEndpoints } from './events.js';
import { inventoryEndpoints } from './inventory.js';
import { planEndpoints } from './plans.js';
import { releaseEndpoints } from './releases.js';
import { sessionEndpoints } from './sessions.js';

/** Every endpoint of the modern API, by its id. */
export const endpointRows = {
  ...sessionEndpoints,
  ...inventoryEndpoints,
  ...planEndpoints,
  ...releaseEndpoints,
  ...bundleEndpoints,
  ...eventEndpoints,
  ...logEndpoints,
  ...documentEndpoints,
};

type Rows = typeof endpointRows;
export type EndpointId = keyof Rows;
type IdOf<Auth extends Endpoint['auth']> = {
  [Id in EndpointId]: Rows[Id]['auth'] extends Auth ? Id : never;
}[EndpointId];

/** The ids of the endpoints that ask for a token. */
export type AuthenticatedId = IdOf<'token'>;
/** The ids of those that ask for none. */
export type PublicId = IdOf<'none'>;

/** The parts of the path of an endpoint. */
export type PathOf<Id extends EndpointId> = Readonly<Record<PathPart<Rows[Id]['path']>, string>>;

/** The body an endpoint takes; unknown where it takes none. */
export type BodyOf<Id extends EndpointId> = Rows[Id] extends { body: infer Body } ? Of<Body> : unknown;

/** The members that may stand in the query of an endpoint. */
export type QueryOf<Id extends EndpointId> = Rows[Id] extends { query: infer Query }
  ? { readonly [Name in keyof Query]?: Of<Query[Name]> }
  : Readonly<Record<never, never>>;

/** The same as a list, in the order of the documentation. */
export const endpoints: readonly Endpoint[] = Object.entries(endpointRows).map(([id, row]) => ({ id, ...row }));

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
