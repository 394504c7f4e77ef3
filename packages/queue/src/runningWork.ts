/** The signals that may end a piece of work before its time: somebody cancelled its request, or this process gives it up. */
export interface Stops {
  cancelled: AbortSignal;
  ending: AbortSignal;
}

interface Controllers {
  cancel: AbortController;
  end: AbortController;
}

/** The work this process has in hand, by request, so that it can be told to stop. */
export class RunningWork {
  readonly #controllers = new Map<string, Set<Controllers>>();

  /** Runs work with signals that fire when the request is cancelled, and when the process ends or `outer` fires. */
  async run<T>(requestId: string, outer: AbortSignal | undefined, work: (stops: Stops) => Promise<T>): Promise<T> {
    const own: Controllers = { cancel: new AbortController(), end: new AbortController() };
    const set = this.#controllers.get(requestId) ?? new Set();
    this.#controllers.set(requestId, set.add(own));
    const forward = (): void => own.end.abort(outer?.reason);
    outer?.addEventListener('abort', forward, { once: true });
    try {
      return await work({ cancelled: own.cancel.signal, ending: own.end.signal });
    } finally {
      outer?.removeEventListener('abort', forward);
      set.delete(own);
      if (set.size === 0) this.#controllers.delete(requestId);
    }
  }

  requests(): string[] {
    return [...this.#controllers.keys()];
  }

  cancel(requestId: string, reason: unknown): void {
    for (const { cancel } of this.#controllers.get(requestId) ?? []) cancel.abort(reason);
  }

  endAll(reason: unknown): void {
    for (const set of this.#controllers.values()) for (const { end } of set) end.abort(reason);
  }
}
