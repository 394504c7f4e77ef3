import type { IncomingHttpHeaders } from 'node:http';
import type { Readable } from 'node:stream';
import type { User } from '#records';
import type { House } from './dependencies.js';

/** Parameters as the caller sent them, query and body together; a repeated name holds all its values. */
export type Sent = Record<string, string | string[]>;

/** One call as a handler sees it, without the framework that received it. */
export interface Input {
  sent: Sent;
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
export interface KnownInput extends Input {
  user: User;
}

/** An answer; `body` is typed as in `rex.answers: native`. */
export interface Answer {
  status: number;
  body: unknown;
  headers?: Record<string, string>;
}

export type OpenHandler = (input: Input, house: House) => Promise<Answer>;
export type KnownHandler = (input: KnownInput, house: House) => Promise<Answer>;
