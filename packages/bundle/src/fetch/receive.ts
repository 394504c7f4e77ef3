import { createHash } from 'node:crypto';
import { open } from 'node:fs/promises';
import type { Readable } from 'node:stream';
import { CodedError } from '#contract';
import { diskErrors } from '../disk/diskErrors.js';

/** A file that was received. */
export interface Received {
  bytes: number;
  sha256: string;
}

const cut = (thrown: unknown): CodedError =>
  new CodedError(
    'BODY_MALFORMED',
    { reason: `it ended before all of it was here (${thrown instanceof Error ? thrown.message : String(thrown)})` },
    { cause: thrown },
  );

/**
 * Streams bytes into a new file and onto the disk, and sums them on the way. BODY_TOO_LARGE, BODY_MALFORMED when they break
 * off, LOCAL_IO. The file is left to the caller, and unread bytes stay in the stream.
 */
export async function receive(body: Readable, file: string, maxBytes: number): Promise<Received> {
  const what = `storing ${file}`;
  const sum = createHash('sha256');
  const handle = await diskErrors(what, () => open(file, 'wx', 0o644));
  let bytes = 0;
  try {
    // An answer is still to go out over the connection that a stream given up would take with it.
    for await (const chunk of body.iterator({ destroyOnReturn: false }) as AsyncIterable<Buffer>) {
      bytes += chunk.length;
      if (bytes > maxBytes) throw new CodedError('BODY_TOO_LARGE', { limit: maxBytes });
      sum.update(chunk);
      await diskErrors(what, () => handle.appendFile(chunk));
    }
    await diskErrors(what, () => handle.sync());
  } catch (thrown) {
    throw thrown instanceof CodedError ? thrown : cut(thrown);
  } finally {
    await handle.close();
  }
  return { bytes, sha256: sum.digest('hex') };
}
