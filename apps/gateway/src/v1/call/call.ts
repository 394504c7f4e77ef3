import type { IncomingHttpHeaders } from 'node:http';
import type { Readable } from 'node:stream';
import type { User } from '#records';
import type { Answer } from '../../state/endpoint.js';
import type { GatewayDeps } from '../../state/dependencies.js';

/** One call of the modern API, checked against its endpoint. */
export interface ApiCall {
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

/** A call whose token was good. */
export interface AuthenticatedCall extends ApiCall {
  user: User;
  token: string;
  expiresAt: Date;
}

export type PublicCallHandler = (call: ApiCall, deps: GatewayDeps) => Promise<Answer>;
export type AuthenticatedCallHandler = (call: AuthenticatedCall, deps: GatewayDeps) => Promise<Answer>;
