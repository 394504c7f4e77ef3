import type { RequestHandler } from 'express';

/** Paths that pages of the original's time call; `/v1` and the console have no need of this. */
const old = /^\/(?:rex(?:\/.*)?|login\/?|token\/?|upload\/?)$/i;

/**
 * Allows pages of these origins to read the answers of `/rex` and its like (`rex.allow_origin`); `*` is any page. Preflight
 * requests of such pages are answered here.
 */
export function allowOrigin(origins: readonly string[]): RequestHandler {
  const any = origins.includes('*');
  return (req, res, next) => {
    const { origin = '' } = req.headers;
    if (origins.length === 0 || !old.test(req.path)) {
      next();
      return;
    }
    if (!any) res.vary('Origin');
    if (!any && !origins.includes(origin)) {
      next();
      return;
    }
    res.set('Access-Control-Allow-Origin', any ? '*' : origin);
    if (req.method !== 'OPTIONS' || req.headers['access-control-request-method'] === undefined) {
      res.set('Access-Control-Expose-Headers', 'Location, Retry-After');
      next();
      return;
    }
    res.set({
      'Access-Control-Allow-Methods': 'GET, POST, DELETE',
      'Access-Control-Allow-Headers': 'Authorization, Content-Type, Idempotency-Key, Prefer',
      'Access-Control-Max-Age': '600',
    });
    res.status(204).end();
  };
}
