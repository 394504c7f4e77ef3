/**
 * Waits for all promises like Promise.all, but throws a failure only when none of them is pending any more: whoever cleans up
 * after it must not be overtaken by the rest.
 */
export async function settleAll<const T extends readonly unknown[]>(
  work: T,
): Promise<{ -readonly [index in keyof T]: Awaited<T[index]> }> {
  await Promise.allSettled(work);
  return await Promise.all(work);
}
