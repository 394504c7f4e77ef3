/** What the gateway asks of the queue. */
export interface Submitter {
  /** Hands a stored request to the workers; the same id twice is one job. Throws QUEUE_AWAY. */
  submit(requestId: string): Promise<void>;
  /** Tells every worker to stop working on a request. */
  cancel(requestId: string): Promise<void>;
  /** Resolves when the request moved on (a phase, a step, the settlement), after `ms` at the latest. */
  moved(requestId: string, ms: number): Promise<void>;
  /** The same for any request. */
  anyMoved(ms: number): Promise<void>;
  /** Workers that have reported themselves within the last seconds. */
  workersAlive(): Promise<number>;
  /** Resolves when Redis answers; otherwise throws QUEUE_AWAY. */
  ping(): Promise<void>;
  close(): Promise<void>;
}
