export type Attributes = Readonly<Record<string, string | number | undefined>>;

/** Something of a request that has begun and ended. */
export interface Span {
  requestId: string;
  /** Names it among the spans of the request. */
  part: string;
  /** The part it belongs to; null for the first of all. */
  within: string | null;
  name: string;
  /** What was done: an answer to a caller, something asked of a host, or our own work. */
  kind: 'answer' | 'host' | 'own';
  begunAt: Date;
  endedAt: Date;
  /** Code of the trouble it ended with, or null. */
  trouble: string | null;
  attributes: Attributes;
}
