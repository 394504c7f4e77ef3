import { randomBytes } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { mkdir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { Busboy, type BusboyFileStream, type BusboyInstance } from '@fastify/busboy';
import { fileName } from '#bundle';
import { CodedError } from '#contract';
import { temporaryName } from '#shell';
import type { Input } from '../state/endpoint.js';

export interface ReceivedFile {
  name: string;
  directory: string;
  path: string;
  /** Bytes. */
  size: number;
}

interface Receiving {
  /** The parent of the directory made for this file. */
  directory: string;
  /** Bytes the file may have. */
  limit: number;
  at: Date;
  /** Asked before the first byte is written, with the query and the fields so far; throws to refuse. */
  admit(fields: Record<string, string>): Promise<void>;
}

const wrong = (reason: string, field = 'upload'): CodedError => new CodedError('UPLOAD_REFUSED', { field, reason });

/**
 * Streams the file field `upload` of a multipart body to disk. After an error nothing of it stays there, and the rest of the
 * body is unread. Throws UPLOAD_REFUSED, UPLOAD_TOO_LARGE, and what `admit` throws.
 */
export async function receiveFile(input: Input, receiving: Receiving): Promise<ReceivedFile> {
  const texts = Object.entries(input.sent).filter(([, value]) => typeof value === 'string');
  const fields = Object.fromEntries(texts) as Record<string, string>;
  const { file, surplus } = await readForm(input, fields, receiving);
  if (!file) throw wrong('the form has no file field "upload"');
  const unfit = surplus ? wrong('the form has more than one file') : whyNotUnzip(fields);
  if (!unfit) return file;
  await discard(file);
  throw unfit;
}

async function readForm(
  { headers, body }: Input,
  fields: Record<string, string>,
  receiving: Receiving,
): Promise<{ file: ReceivedFile | undefined; surplus: boolean }> {
  const form = openForm(headers, receiving.limit);
  let part: { stream: BusboyFileStream; taken: Promise<ReceivedFile> } | undefined;
  let surplus = false;
  const read = new Promise<void>((resolve, reject) => {
    form.on('field', (name, value) => (fields[name] = value));
    form.on('filesLimit', () => (surplus = true));
    form.on('file', (field, stream, name) => {
      // Its errors are handled where it is read, or ignored when it is given up before.
      stream.on('error', () => undefined);
      part = { stream, taken: takeFile({ field, stream, name }, fields, receiving) };
      part.taken.catch(reject);
    });
    form.once('finish', resolve);
    form.once('error', reject);
    body.once('error', reject);
    body.once('close', () => {
      if (!body.readableEnded) reject(new Error('the connection was closed'));
    });
    body.pipe(form);
  });
  try {
    await read;
    return { file: await part?.taken, surplus };
  } catch (thrown) {
    body.unpipe(form);
    part?.stream.destroy(new Error('the form was given up'));
    await part?.taken.then(discard, () => undefined);
    throw thrown instanceof CodedError ? thrown : wrong(thrown instanceof Error ? thrown.message : String(thrown));
  }
}

function openForm(headers: Input['headers'], limit: number): BusboyInstance {
  const contentType = headers['content-type'] ?? '';
  if (!/^multipart\/form-data\s*;.*boundary=/i.test(contentType)) {
    throw wrong('the body must be multipart/form-data with a file field "upload"');
  }
  return new Busboy({
    headers: { ...headers, 'content-type': contentType },
    limits: { fileSize: limit, files: 1, fields: 20, fieldSize: 4096 },
  });
}

const discard = ({ directory }: ReceivedFile): Promise<void> => rm(directory, { recursive: true, force: true });

function whyNotUnzip({ unzip = '' }: Record<string, string>): CodedError | undefined {
  if (unzip === '' || unzip === '0') return undefined;
  return wrong('unpacking is not done here; release the file by its url, or leave unzip out', 'unzip');
}

async function takeFile(
  part: { field: string; stream: BusboyFileStream; name: string },
  fields: Record<string, string>,
  { directory, limit, at, admit }: Receiving,
): Promise<ReceivedFile> {
  const { field, stream } = part;
  if (field !== 'upload') throw wrong(`the file must be in the field "upload", not "${field.slice(0, 100)}"`);
  await admit(fields);
  const unfit = whyNotUnzip(fields);
  if (unfit) throw unfit;
  const name = fileName(part.name, { strict: true }) ?? 'upload';
  const own = join(directory, `${Math.floor(at.getTime() / 1000)}-${randomBytes(6).toString('hex')}`);
  const path = join(own, name);
  await mkdir(directory, { recursive: true, mode: 0o750 });
  await mkdir(own, { mode: 0o750 });
  try {
    // Ends it at once: left alone, the stream would end only when the caller has sent all of it.
    stream.once('limit', () => stream.destroy(new CodedError('UPLOAD_TOO_LARGE', { limit })));
    if (stream.truncated) throw new CodedError('UPLOAD_TOO_LARGE', { limit });
    const part = temporaryName(path);
    await pipeline(stream, createWriteStream(part, { flags: 'wx', mode: 0o640 }));
    await rename(part, path);
  } catch (thrown) {
    await rm(own, { recursive: true, force: true });
    throw thrown;
  }
  return { name, directory: own, path, size: stream.bytesRead };
}
