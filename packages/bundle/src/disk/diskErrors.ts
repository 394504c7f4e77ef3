import { CodedError } from '#contract';

/** True for an error of the operating system, as opposed to damaged data or a mistake of ours. */
export function isSystemError(thrown: unknown): thrown is NodeJS.ErrnoException {
  return thrown instanceof Error && 'syscall' in thrown;
}

/** Does disk work; an error of the operating system (no space, no permission) becomes LOCAL_IO with `what` was done. */
export async function diskErrors<T>(what: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (thrown) {
    if (!isSystemError(thrown)) throw thrown;
    throw new CodedError('LOCAL_IO', { what, reason: thrown.message }, { cause: thrown });
  }
}

/** The result of the work, or null when its file does not exist. */
export async function unlessMissing<T>(work: () => Promise<T>): Promise<T | null> {
  try {
    return await work();
  } catch (thrown) {
    if (isSystemError(thrown) && thrown.code === 'ENOENT') return null;
    throw thrown;
  }
}
