import type { Provenance, Remarks } from './provenance.js';
import type { Request } from './request.js';

/** What whoever asked knows of the program of a request. */
export const givenProvenance = (request: Request): Provenance =>
  ('provenance' in request ? request.provenance : undefined) ?? {};

/** What whoever asked says of a request; without what was not given. */
export function remarksIn(request: Request): Remarks {
  const { note, onBehalfOf } = request as Remarks;
  return { ...(note === undefined ? {} : { note }), ...(onBehalfOf === undefined ? {} : { onBehalfOf }) };
}
