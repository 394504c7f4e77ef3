import { randomUUID } from 'node:crypto';
import { link, mkdir, open, readFile, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { CodedError } from '#contract';
import type { Installation } from '#release';
import { isSystemError, diskErrors, unlessMissing } from '../disk/diskErrors.js';
import { sync, writeAtomic } from '../disk/writeAtomic.js';

const file = '.installation';
const mostBytes = 4096;
const idForm = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

function parse(path: string, text: string): Installation {
  let found: Partial<Record<'id' | 'name', unknown>> | null = null;
  try {
    found = JSON.parse(text) as Partial<Record<'id' | 'name', unknown>> | null;
  } catch {
    // Refused below, as anything else that is no identity.
  }
  const { id, name } = found ?? {};
  if (typeof id === 'string' && idForm.test(id) && typeof name === 'string') return { id, name };
  const reason = 'it does not hold the identity of a rexflow; put it back from a backup of the store';
  throw new CodedError('LOCAL_IO', { what: `reading ${path}`, reason });
}

/** The installation that the bundle store in `dir` belongs to; null when nobody has put a name there. Throws LOCAL_IO. */
export async function storeInstallation(dir: string): Promise<Installation | null> {
  const path = join(dir, file);
  const text = await diskErrors(`reading ${path}`, async () => {
    const found = await unlessMissing(() => stat(path));
    return found && found.size <= mostBytes ? await readFile(path, 'utf8') : found && '';
  });
  return text === null ? null : parse(path, text);
}

/** Gives a file that is whole its name unless there is one of that name; false then. */
async function putWhole(part: string, path: string, text: string): Promise<boolean> {
  const taken = (thrown: unknown): boolean => isSystemError(thrown) && thrown.code === 'EEXIST';
  try {
    await link(part, path);
    return true;
  } catch (thrown) {
    if (taken(thrown)) return false;
    // A file system without hard links: there a power cut may leave an empty file, which is refused when it is read.
    if (!isSystemError(thrown) || !['EPERM', 'ENOTSUP', 'ENOSYS'].includes(thrown.code ?? '')) throw thrown;
  }
  try {
    const handle = await open(path, 'wx', 0o644);
    await handle
      .writeFile(text)
      .then(() => handle.sync())
      .finally(() => handle.close());
    return true;
  } catch (thrown) {
    if (taken(thrown)) return false;
    throw thrown;
  }
}

/**
 * Puts a name on the bundle store in `dir` unless it has one; gives the name that stands there then. Of several that start at
 * once one wins, and all get its name. Throws LOCAL_IO.
 */
export async function claimStore(dir: string, { id, name }: Installation): Promise<Installation> {
  const path = join(dir, file);
  const text = `${JSON.stringify({ id, name })}\n`;
  await diskErrors(`writing ${path}`, async () => {
    await mkdir(dir, { recursive: true });
    const part = join(dir, `${file}-${randomUUID()}`);
    try {
      const handle = await open(part, 'wx', 0o644);
      await handle
        .writeFile(text)
        .then(() => handle.sync())
        .finally(() => handle.close());
      if (await putWhole(part, path, text)) await sync(dir);
    } finally {
      await rm(part, { force: true });
    }
  });
  return (await storeInstallation(dir)) ?? { id, name };
}

/** Gives the bundle store in `dir` to an installation, whoever had it before. Throws LOCAL_IO. */
export async function replaceStoreInstallation(dir: string, { id, name }: Installation): Promise<void> {
  const path = join(dir, file);
  await diskErrors(`writing ${path}`, async () => {
    await mkdir(dir, { recursive: true });
    await writeAtomic(path, `${JSON.stringify({ id, name })}\n`);
  });
}
