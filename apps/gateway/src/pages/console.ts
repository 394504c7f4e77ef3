import { CodedError } from '#contract';
import type { PublicHandler } from '../state/endpoint.js';
import { sendFile } from './sendFile.js';

/** The page loads its own script and style and talks to this gateway, nothing else. */
const policy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "connect-src 'self'",
  "img-src 'self' data:",
  "frame-ancestors 'none'",
  "base-uri 'none'",
  "form-action 'self'",
].join('; ');

const pageHeaders = {
  'Content-Security-Policy': policy,
  'Referrer-Policy': 'no-referrer',
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cache-Control': 'no-cache',
};

// The name of an asset holds a digest of its content.
const assetHeaders = { 'Cache-Control': 'public, max-age=31536000, immutable' };

const missing = `The console is not built in this installation.
In a checkout: npm run build, then start the gateway again. The API is described at /docs.
`;

/** GET /: the console, or a hint when it was not built. */
export const getConsole: PublicHandler = (input, { console }) =>
  Promise.resolve(
    console
      ? sendFile(console.page, input, pageHeaders)
      : { status: 200, body: missing, headers: { 'Content-Type': 'text/plain; charset=utf-8' } },
  );

/** GET /assets/:name: a script or style of the console. Throws ROUTE_UNKNOWN. */
export const getAsset: PublicHandler = (input, { console }) => {
  const name = input.path.name!;
  const file = console?.assets.get(name);
  if (!file) throw new CodedError('ROUTE_UNKNOWN', { path: `GET /assets/${name.slice(0, 100)}` });
  return Promise.resolve(sendFile(file, input, assetHeaders));
};
