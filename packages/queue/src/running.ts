/** The work this process has in hand, by request, so that it can be told to stop. */
export class Running {
  readonly #controllers = new Map<string, Set<AbortController>>();

  /** Runs work with a signal that fires when the request is cancelled, the process ends, or `outer` fires. */
  async run<T>(
    requestId: string,
    outer: AbortSignal | undefined,
    work: (signal: AbortSignal) => Promise<T>,
  ): Promise<T> {
    const controller = new AbortController();
    const set = this.#controllers.get(requestId) ?? new Set();
    this.#controllers.set(requestId, set.add(controller));
    const forward = (): void => controller.abort(outer?.reason);
    outer?.addEventListener('abort', forward, { once: true });
    try {
      return await work(controller.signal);
    } finally {
      outer?.removeEventListener('abort', forward);
      set.delete(controller);
      if (set.size === 0) this.#controllers.delete(requestId);
    }
  }

  abort(requestId: string, reason: unknown): void {
    for (const controller of this.#controllers.get(requestId) ?? []) controller.abort(reason);
  }

  abortAll(reason: unknown): void {
    for (const requestId of this.#controllers.keys()) this.abort(requestId, reason);
  }
}
