/** Polls until the condition gives something, for at most `seconds`. */
export async function until<T>(
  what: string,
  seconds: number,
  condition: () => Promise<T | null | undefined | false>,
): Promise<T> {
  const limit = Date.now() + seconds * 1000;
  for (;;) {
    const found = await condition();
    if (found !== null && found !== undefined && found !== false) return found;
    if (Date.now() > limit) throw new Error(`${what} did not happen within ${seconds} s`);
    await new Promise((resolve) => setTimeout(resolve, 25));
  }
}
