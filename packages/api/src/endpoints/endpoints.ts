import type { Code } from '#contract';
import type { Of } from '#contract/schema';
import type { Endpoint, EndpointRow } from './endpoint.js';
import { type EndpointId, routeOf } from '../routes/routes.js';
import { adoptionEndpoints } from './adoptions.js';
import { bundleEndpoints } from './bundles.js';
import { compareEndpoints } from './compare.js';
import { documentEndpoints, eventEndpoints, logEndpoints } from './events.js';
import { fleetEndpoints } from './fleet.js';
import { hostEndpoints } from './hosts.js';
import { holdEndpoints } from './hold.js';
import { inventoryEndpoints } from './inventory.js';
import { applicationLogEndpoints } from './logs.js';
import { planEndpoints } from './plans.js';
import { releaseEndpoints } from './releases.js';
import { runEndpoints } from './runs.js';
import { sessionEndpoints } from './sessions.js';

/** Every endpoint of the modern API, by its id. */
export const endpointRows = {
  ...sessionEndpoints,
  ...inventoryEndpoints,
  ...holdEndpoints,
  ...fleetEndpoints,
  ...hostEndpoints,
  ...adoptionEndpoints,
  ...planEndpoints,
  ...releaseEndpoints,
  ...runEndpoints,
  ...bundleEndpoints,
  ...compareEndpoints,
  ...eventEndpoints,
  ...logEndpoints,
  ...applicationLogEndpoints,
  ...documentEndpoints,
} satisfies Readonly<Record<EndpointId, EndpointRow>>;

type Rows = typeof endpointRows;
type IdOf<Auth extends Endpoint['auth']> = {
  [Id in EndpointId]: Rows[Id]['auth'] extends Auth ? Id : never;
}[EndpointId];

/** The ids of the endpoints that ask for a token. */
export type AuthenticatedId = IdOf<'token'>;
/** The ids of those that ask for none. */
export type PublicId = IdOf<'none'>;

/** The body an endpoint takes; unknown where it takes none. */
export type BodyOf<Id extends EndpointId> = Rows[Id] extends { body: infer Body } ? Of<Body> : unknown;

/** The members that may stand in the query of an endpoint. */
export type QueryOf<Id extends EndpointId> = Rows[Id] extends { query: infer Query }
  ? { readonly [Name in keyof Query]?: Of<Query[Name]> }
  : Readonly<Record<never, never>>;

type Forms<Id extends EndpointId> = Rows[Id]['answers'];
/** A status whose form was spread into its row is a text to the compiler. */
type StatusOf<Id extends EndpointId> = keyof Forms<Id>;
type AsNumber<Status> = Status extends number ? Status : Status extends `${infer Value extends number}` ? Value : never;
type MediaOf<Form> = Form extends { media: readonly (infer Media)[] } ? Media : 'application/json';
type BodyOfForm<Form> = Form extends { schema: infer Body } ? Of<Body> : null;

/** The endpoints that may answer with a stream. */
export type StreamId = {
  [Id in EndpointId]: 'text/event-stream' extends MediaOf<Forms<Id>[StatusOf<Id>]> ? Id : never;
}[EndpointId];

/** The body of an endpoint's answer, of whatever status that is no error; null where it has none. */
export type AnswerOf<Id extends EndpointId> = { [Each in Id]: BodyOfForm<AnsweredForm<Each>> }[Id];

/** The forms of an answer to a call: those without what only a stream is told. */
type AnsweredForm<Id extends EndpointId> = {
  [Status in StatusOf<Id>]: MediaOf<Forms<Id>[Status]> extends 'text/event-stream' ? never : Forms<Id>[Status];
}[StatusOf<Id>];

/** Status and body of an endpoint's answer, as its handler gives them; a stream is `Stream`. */
export type StatusAndBody<Id extends EndpointId, Stream> = {
  [Status in StatusOf<Id>]: {
    status: AsNumber<Status>;
    body: BodyOfForm<Forms<Id>[Status]> | ('text/event-stream' extends MediaOf<Forms<Id>[Status]> ? Stream : never);
  };
}[StatusOf<Id>];

/** The same as a list, in the order of the documentation. */
export const endpoints: readonly Endpoint[] = (Object.keys(endpointRows) as (keyof Rows)[]).map((id) => ({
  id,
  ...routeOf(id),
  ...(endpointRows[id] as EndpointRow),
}));

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
