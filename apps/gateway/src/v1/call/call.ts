import type { IncomingHttpHeaders } from 'node:http';
import type { Readable } from 'node:stream';
import type { AuthenticatedId, BodyOf, EndpointId, PathOf, PublicId, QueryOf, StatusAndBody } from '#api';
import type { User } from '#records';
import type { GatewayDeps } from '../../state/dependencies.js';

/** One call of the modern API, as it comes in. */
export interface RawCall {
  /** Parts of the path. */
  path: Record<string, string>;
  query: Record<string, unknown>;
  body: unknown;
  /** The unread body, where the endpoint takes a file. */
  file: Readable;
  headers: IncomingHttpHeaders;
  /** Address of the caller. */
  address: string;
  receivedAt: Date;
  /** Aborted when the caller went away. */
  gone: () => AbortSignal;
}

/** The user of a good token. */
export interface TokenHolder {
  user: User;
  token: string;
  expiresAt: Date;
}

/** A call whose path, query and body are what its endpoint takes. */
export type ApiCall<Id extends EndpointId> = Omit<RawCall, 'path' | 'query' | 'body'> & {
  path: PathOf<Id>;
  query: QueryOf<Id>;
  body: BodyOf<Id>;
};

/** A call whose token was good, too. */
export type AuthenticatedCall<Id extends EndpointId> = ApiCall<Id> & TokenHolder;

/** An answer whose status and body are what its endpoint says. */
export type ApiAnswer<Id extends EndpointId> = StatusAndBody<Id, Readable> & { headers?: Record<string, string> };

export type PublicCallHandler<Id extends EndpointId> = (call: ApiCall<Id>, deps: GatewayDeps) => Promise<ApiAnswer<Id>>;
export type AuthenticatedCallHandler<Id extends EndpointId> = (
  call: AuthenticatedCall<Id>,
  deps: GatewayDeps,
) => Promise<ApiAnswer<Id>>;

/** A handler for every endpoint that asks for a token: none may be missing, and none may have another name. */
export type AuthenticatedHandlers = { readonly [Id in AuthenticatedId]: AuthenticatedCallHandler<Id> };
/** The same for those that ask for none. */
export type PublicHandlers = { readonly [Id in PublicId]: PublicCallHandler<Id> };
