import type { IncomingHttpHeaders } from 'node:http';
import { CodedError } from '#contract';
import type { GatewayDeps } from '../state/dependencies.js';
import type { Answer, PublicHandler } from '../state/endpoint.js';
import { sendFile } from './sendFile.js';

/** A page loads its style sheet and its pictures from this gateway, nothing else. */
const policy = [
  "default-src 'none'",
  "style-src 'self'",
  "img-src 'self' data:",
  "frame-ancestors 'none'",
  "base-uri 'none'",
  "form-action 'none'",
].join('; ');

const pageHeaders = {
  'Content-Security-Policy': policy,
  'Referrer-Policy': 'no-referrer',
  'Cache-Control': 'no-cache',
};

const missing = `The manual is not built in this installation.
In a checkout: npm run build, then start the gateway again. The API is described at /openapi.json as well.
`;

/** The answer with a file of the manual, or a hint when it was not built. Throws ROUTE_UNKNOWN. */
function manualFile(name: string, headers: IncomingHttpHeaders, { manual }: Pick<GatewayDeps, 'manual'>): Answer {
  if (!manual) return { status: 200, body: missing, headers: { 'Content-Type': 'text/plain; charset=utf-8' } };
  const file = manual.get(name) ?? manual.get(`${name}.html`);
  if (!file) throw new CodedError('ROUTE_UNKNOWN', { path: `GET /docs/${name.slice(0, 100)}` });
  return sendFile(file, { headers }, pageHeaders);
}

/** The answer with the table of contents of the manual. */
export const manualIndex = (headers: IncomingHttpHeaders, deps: Pick<GatewayDeps, 'manual'>): Answer =>
  manualFile('index', headers, deps);

/** GET /docs/:name: a page of the manual. */
export const getManualPage: PublicHandler = ({ path, headers }, deps) =>
  Promise.resolve(manualFile(path.name!, headers, deps));

/** GET /docs/examples/:name: a file of the manual to begin with. */
export const getManualExample: PublicHandler = ({ path, headers }, deps) =>
  Promise.resolve(manualFile(`examples/${path.name!}`, headers, deps));

/** GET /docs/images/:name: a picture of the manual. */
export const getManualImage: PublicHandler = ({ path, headers }, deps) =>
  Promise.resolve(manualFile(`images/${path.name!}`, headers, deps));
