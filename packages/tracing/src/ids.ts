import { createHash } from 'node:crypto';

const hashed = (text: string, digits: number): string =>
  createHash('sha256').update(text).digest('hex').slice(0, digits);

/** The id of a request's trace: it follows from the request's id, so nothing has to be passed on. */
export const traceIdOf = (requestId: string): string => hashed(requestId, 32);

/** A part of a request as a span; the same part is the same span, whichever program reports it. */
export const spanIdOf = (requestId: string, part: string): string => hashed(`${requestId}/${part}`, 16);

/** The part that all others belong to: the request as it was accepted. */
export const rootSpan = 'request';
