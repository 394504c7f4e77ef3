import { once } from 'node:events';
import express, { type Request, type RequestHandler } from 'express';
import { asCodedError, CodedError } from '#contract';
import { readForm } from './readForm.js';

/**
 * Reads JSON bodies, and forms where they are taken, of at most `limit` bytes into `req.body`. Where forms are taken, a
 * body without a type is read by its beginning. Other bodies are refused: their parameters would be ignored silently.
 */
export function readBody(limit: number, { forms }: { forms: boolean }): RequestHandler {
  const taken = [...(forms ? ['application/x-www-form-urlencoded', 'multipart/form-data'] : []), 'application/json'];
  const type = (req: unknown): boolean => forms && (req as Request).headers['content-type'] === undefined;
  const form = express.urlencoded({ extended: false, limit, parameterLimit: 1000 });
  const json = express.json({ limit, strict: false });
  const untyped = {
    form: express.urlencoded({ extended: false, limit, parameterLimit: 1000, type }),
    json: express.json({ limit, strict: false, type }),
  };
  const readers = async (req: Request): Promise<RequestHandler> => {
    if (forms && req.is('urlencoded')) return form;
    if (!forms || req.headers['content-type'] !== undefined || !hasBody(req)) return json;
    return (await looksLikeJson(req)) ? untyped.json : untyped.form;
  };
  return async (req, res, next) => {
    if (forms && req.is('multipart/form-data')) {
      req.body = await readForm(req, limit);
      next();
      return;
    }
    const read = await readers(req);
    read(req, res, (thrown?: unknown) => {
      if (thrown !== undefined || req.body !== undefined || !hasBody(req)) {
        next(thrown);
        return;
      }
      const found = String(req.headers['content-type'] ?? 'no content type').slice(0, 100);
      next(new CodedError('BODY_MALFORMED', { reason: `${found} is not taken, send ${taken.join(' or ')}` }));
    });
  };
}

const hasBody = ({ headers }: Request): boolean =>
  Number(headers['content-length'] ?? 0) > 0 || headers['transfer-encoding'] !== undefined;

/** True when a body begins as JSON does; it is left unread. */
async function looksLikeJson(req: Request): Promise<boolean> {
  let chunk = req.read() as Buffer | null;
  while (chunk === null && !req.readableEnded && !req.destroyed) {
    await Promise.race([once(req, 'readable'), once(req, 'end'), once(req, 'close')]);
    chunk = req.read() as Buffer | null;
  }
  if (chunk === null) return false;
  req.unshift(chunk);
  return /^\s*[{["]/.test(chunk.toString('latin1', 0, 200));
}

/** The refusal for an error of Express about an unreadable path or body; any other error as it is. */
export function readingTrouble(thrown: unknown, { path }: { path: string }): CodedError {
  const { type, status, message, limit } = thrown as Partial<Record<'type' | 'status' | 'message' | 'limit', unknown>>;
  if (thrown instanceof CodedError || typeof status !== 'number' || status >= 500) return asCodedError(thrown);
  if (thrown instanceof URIError) return new CodedError('PATH_MALFORMED', { path: path.slice(0, 200) });
  if (type === 'entity.too.large') return new CodedError('BODY_TOO_LARGE', { limit: Number(limit) });
  return new CodedError('BODY_MALFORMED', { reason: String(message) });
}
