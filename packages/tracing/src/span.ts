/** The attributes of a span by name; undefined ones are left out. */
export type Attributes = Readonly<Record<string, string | number | undefined>>;

/** A part of a request that has begun and ended. */
export interface Span {
  requestId: string;
  /** Names it among the spans of the request. */
  part: string;
  /** The part it belongs to; null for the first of all. */
  within: string | null;
  name: string;
  /** The kind of work: an answer to a caller, a command on a host, or our own work. */
  kind: 'answer' | 'host' | 'own';
  begunAt: Date;
  endedAt: Date;
  /** Code of the error it ended with, or null. */
  trouble: string | null;
  attributes: Attributes;
}
