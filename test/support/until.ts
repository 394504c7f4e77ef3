/** A busy machine takes so many times as long as one that is at rest: what never happens is found out all the same. */
const patience = 3;

/** Polls until the condition gives something; gives up long after the `seconds` it takes at rest. */
export async function until<T>(
  what: string,
  seconds: number,
  condition: () => Promise<T | null | undefined | false>,
): Promise<T> {
  const limit = Date.now() + seconds * patience * 1000;
  for (;;) {
    const found = await condition();
    if (found !== null && found !== undefined && found !== false) return found;
    if (Date.now() > limit) throw new Error(`${what} did not happen within ${seconds * patience} s`);
    await new Promise((resolve) => setTimeout(resolve, 25));
  }
}
