/** Everything that has been opened and must be closed again, last first. */
export class CleanupStack {
  readonly #entries: { what: string; close: () => Promise<unknown> }[] = [];

  /** `what` names it in a complaint, if closing it fails. */
  add(what: string, close: () => Promise<unknown>): void {
    this.#entries.push({ what, close });
  }

  /** Closes everything that was added, also when some of it cannot be closed; gives the complaints. */
  async close(): Promise<string[]> {
    const complaints: string[] = [];
    for (let entry = this.#entries.pop(); entry; entry = this.#entries.pop()) {
      const { what, close } = entry;
      await close().catch((error: unknown) => complaints.push(`${what}: ${String(error)}`));
    }
    return complaints;
  }
}
