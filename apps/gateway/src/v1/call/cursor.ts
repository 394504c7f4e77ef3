import { isTimestamp, CodedError } from '#contract';
import type { ReleaseCursor } from '#records';

/** The place of a bundle in their list: by milliseconds, and by id if these are the same. */
export interface BundleCursor {
  at: number;
  id: string;
}

/** Rows of a page of the catalogue, if a caller does not say. */
export const mostRows = 1000;

const invalid = (): CodedError =>
  new CodedError('PARAMETER_INVALID', { field: 'cursor', reason: 'is not the `next` of a page' });

/** Encodes the end of a page of releases, as text that means nothing to callers. */
export function encodeCursor({ acceptedAt, id }: ReleaseCursor): string {
  return Buffer.from(`${acceptedAt.toISOString()} ${id}`).toString('base64url');
}

/** Decodes the cursor of a page of releases. Throws PARAMETER_INVALID. */
export function decodeCursor(cursor: string): ReleaseCursor {
  const [at = '', id = ''] = Buffer.from(cursor, 'base64url').toString().split(' ');
  if (!isTimestamp(at) || !/^[0-9a-f-]{36}$/.test(id)) throw invalid();
  return { acceptedAt: new Date(at), id };
}

/** Encodes the end of a page of bundles. */
export function encodeBundleCursor({ at, id }: BundleCursor): string {
  return Buffer.from(`${at} ${id}`).toString('base64url');
}

/** Decodes the cursor of a page of bundles. Throws PARAMETER_INVALID. */
export function decodeBundleCursor(cursor: string): BundleCursor {
  const [, at, id] = /^(\d{1,15}) ([0-9a-f.-]{1,80})$/.exec(Buffer.from(cursor, 'base64url').toString()) ?? [];
  if (at === undefined || id === undefined) throw invalid();
  return { at: Number(at), id };
}

/** Decodes the number of the audit's line a page ended with. Throws PARAMETER_INVALID. */
export function decodeLineCursor(cursor: string): number {
  if (!/^\d{1,15}$/.test(cursor)) throw invalid();
  return Number(cursor);
}

/** Encodes the app a page of the catalogue ended with, by its id there. */
export function rowCursorOf(id: number): string {
  return Buffer.from(`id ${id}`).toString('base64url');
}

/** Decodes the cursor of a page of the catalogue to an id. Throws PARAMETER_INVALID. */
export function rowOf(cursor: string): number {
  const [, id] = /^id (\d{1,15})$/.exec(Buffer.from(cursor, 'base64url').toString()) ?? [];
  if (id === undefined) throw invalid();
  return Number(id);
}

/** Encodes the group or host a page ended with. */
export function nameCursorOf(name: string): string {
  return Buffer.from(`of ${name}`).toString('base64url');
}

/** Decodes the cursor of a page of groups or hosts to a name. Throws PARAMETER_INVALID. */
export function nameOf(cursor: string): string {
  const text = Buffer.from(cursor, 'base64url').toString();
  if (!text.startsWith('of ')) throw invalid();
  return text.slice(3);
}
