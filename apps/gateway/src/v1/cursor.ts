import { isMoment, Trouble } from '#contract';
import type { ReleaseMark } from '#records';

/** A bundle in the order they are listed in: by milliseconds, and by id where these are the same. */
export interface BundleMark {
  at: number;
  id: string;
}

const invalid = (): Trouble =>
  new Trouble('PARAMETER_INVALID', { field: 'cursor', reason: 'is not the `next` of a page' });

/** Where a page of releases ended, as text that means nothing to callers. */
export function cursorOf({ acceptedAt, id }: ReleaseMark): string {
  return Buffer.from(`${acceptedAt.toISOString()} ${id}`).toString('base64url');
}

/** See cursorOf. Throws PARAMETER_INVALID. */
export function markOf(cursor: string): ReleaseMark {
  const [at = '', id = ''] = Buffer.from(cursor, 'base64url').toString().split(' ');
  if (!isMoment(at) || !/^[0-9a-f-]{36}$/.test(id)) throw invalid();
  return { acceptedAt: new Date(at), id };
}

/** Where a page of bundles ended; see cursorOf. */
export function bundleCursorOf({ at, id }: BundleMark): string {
  return Buffer.from(`${at} ${id}`).toString('base64url');
}

/** See bundleCursorOf. Throws PARAMETER_INVALID. */
export function bundleMarkOf(cursor: string): BundleMark {
  const [, at, id] = /^(\d{1,15}) ([0-9a-f.-]{1,80})$/.exec(Buffer.from(cursor, 'base64url').toString()) ?? [];
  if (at === undefined || id === undefined) throw invalid();
  return { at: Number(at), id };
}

/** The line of the audit a page ended with. Throws PARAMETER_INVALID. */
export function lineOf(cursor: string): number {
  if (!/^\d{1,15}$/.test(cursor)) throw invalid();
  return Number(cursor);
}
