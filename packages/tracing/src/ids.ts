import { createHash } from 'node:crypto';

const hashed = (text: string, digits: number): string =>
  createHash('sha256').update(text).digest('hex').slice(0, digits);

/** The trace of a request: anybody who knows the request's id knows it, so nothing has to travel. */
export const traceIdOf = (requestId: string): string => hashed(requestId, 32);

/** A part of a request as a span; the same part is the same span, whoever tells of it. */
export const spanIdOf = (requestId: string, part: string): string => hashed(`${requestId}/${part}`, 16);

/** The part that all others belong to: the request as it was accepted. */
export const rootSpan = 'request';
