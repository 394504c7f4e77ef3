import type { IncomingHttpHeaders } from 'node:http';
import type { Readable } from 'node:stream';
import type { User } from '#records';
import type { Answer } from '../../state/endpoint.js';
import type { House } from '../../state/dependencies.js';

/** One call of the modern API, checked against its endpoint. */
export interface Call {
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
export interface KnownCall extends Call {
  user: User;
  token: string;
  expiresAt: Date;
}

export type OpenCallHandler = (call: Call, house: House) => Promise<Answer>;
export type KnownCallHandler = (call: KnownCall, house: House) => Promise<Answer>;
