import type { IncomingHttpHeaders } from 'node:http';
import type { Readable } from 'node:stream';
import type { User } from '#records';
import type { GatewayDeps } from './dependencies.js';

/** Parameters as the caller sent them, query and body together; a repeated name holds all its values. */
export type RexParameters = Record<string, string | string[]>;

/** One call as a handler sees it, without the framework that received it. */
export interface Input {
  sent: RexParameters;
  /** Parts of the path, as `id` of `/rex/jobs/:id`. */
  path: Record<string, string>;
  headers: IncomingHttpHeaders;
  /** The unread body, for a handler that reads it itself. */
  body: Readable;
  /** Address of the caller. */
  address: string;
  receivedAt: Date;
  /** Aborted when the caller went away. */
  gone: () => AbortSignal;
}

/** A call whose token was good. */
export interface AuthenticatedInput extends Input {
  user: User;
}

/** An answer; `body` is typed as in `rex.answers: native`. */
export interface Answer {
  status: number;
  body: unknown;
  headers?: Record<string, string>;
}

export type PublicHandler = (input: Input, deps: GatewayDeps) => Promise<Answer>;
export type AuthenticatedHandler = (input: AuthenticatedInput, deps: GatewayDeps) => Promise<Answer>;
