import type { Request } from 'express';
import { Busboy, type BusboyInstance } from '@fastify/busboy';
import { CodedError } from '#contract';

const most = 1000;

/**
 * Reads the fields of a multipart form of at most `limit` bytes; a repeated name holds all its values. Throws BODY_MALFORMED,
 * also for a file, which it names, and BODY_TOO_LARGE. The rest of the body is then unread.
 */
export function readForm(req: Request, limit: number): Promise<Record<string, string | string[]>> {
  const form = openForm(req, limit);
  const fields = new Map<string, string[]>();
  return new Promise((resolve, reject) => {
    let bytes = 0;
    const giveUp = (thrown: unknown): void => {
      req.unpipe(form);
      form.destroy();
      reject(
        thrown instanceof CodedError ? thrown : malformed(thrown instanceof Error ? thrown.message : String(thrown)),
      );
    };
    req.on('data', (chunk: Buffer) => {
      bytes += chunk.length;
      if (bytes > limit) giveUp(new CodedError('BODY_TOO_LARGE', { limit }));
    });
    req.once('error', giveUp);
    req.once('close', () => {
      if (!req.readableEnded) giveUp(new Error('the connection was closed'));
    });
    form.on('field', (name, value) => {
      const known = fields.get(name);
      if (known) known.push(value);
      else fields.set(name, [value]);
    });
    form.on('file', (name, stream) => {
      // Its errors are ignored: it is not read.
      stream.on('error', () => undefined).resume();
      giveUp(
        malformed(
          `${name.slice(0, 100)} is a file, which is not taken here; send it to POST /upload, or to POST /v1/bundles and release it by its id`,
        ),
      );
    });
    form.once('partsLimit', () => giveUp(malformed(`the form has more than ${most} fields`)));
    form.once('error', giveUp);
    form.once('finish', () => {
      const entries = [...fields].map(([name, values]) => [name, values.length === 1 ? values[0]! : values] as const);
      resolve(Object.fromEntries(entries));
    });
    req.pipe(form);
  });
}

const malformed = (reason: string): CodedError => new CodedError('BODY_MALFORMED', { reason });

function openForm({ headers }: Request, limit: number): BusboyInstance {
  try {
    return new Busboy({
      headers: { ...headers, 'content-type': headers['content-type'] ?? '' },
      limits: { parts: most, fieldNameSize: 200, fieldSize: limit, headerPairs: 20 },
    });
  } catch (thrown) {
    throw malformed(thrown instanceof Error ? thrown.message : String(thrown));
  }
}
