import express, { type RequestHandler } from 'express';
import { asTrouble, Trouble } from '#contract';

/**
 * Reads JSON bodies, and forms where they are taken, of at most `limit` bytes into `req.body`. Other bodies are refused:
 * their parameters would be passed over in silence.
 */
export function readBody(limit: number, { forms }: { forms: boolean }): RequestHandler {
  const taken = [...(forms ? ['application/x-www-form-urlencoded'] : []), 'application/json'];
  const form = express.urlencoded({ extended: false, limit, parameterLimit: 1000 });
  const json = express.json({ limit, strict: false });
  return (req, res, next) => {
    const read = forms && req.is('urlencoded') ? form : json;
    read(req, res, (thrown?: unknown) => {
      const length = Number(req.headers['content-length'] ?? 0);
      const unread = req.body === undefined && (length > 0 || req.headers['transfer-encoding'] !== undefined);
      if (thrown !== undefined || !unread) {
        next(thrown);
        return;
      }
      const type = String(req.headers['content-type'] ?? 'no content type').slice(0, 100);
      next(new Trouble('BODY_MALFORMED', { reason: `${type} is not taken, send ${taken.join(' or ')}` }));
    });
  };
}

/** What Express threw that could not read the path or the body, as a refusal; anything else as it is. */
export function readingTrouble(thrown: unknown, { path, limit }: { path: string; limit: number }): Trouble {
  const { type, status, message } = thrown as { type?: unknown; status?: unknown; message?: unknown };
  if (thrown instanceof Trouble || typeof status !== 'number' || status >= 500) return asTrouble(thrown);
  if (thrown instanceof URIError) return new Trouble('PATH_MALFORMED', { path: path.slice(0, 200) });
  if (type === 'entity.too.large') return new Trouble('BODY_TOO_LARGE', { limit });
  return new Trouble('BODY_MALFORMED', { reason: String(message) });
}
