import type { RexAnswerForm } from './rex/answerForm.js';
import { getAsset, getConsole } from './pages/console.js';
import { getManualExample, getManualImage, getManualPage } from './pages/manual.js';
import type { AuthenticatedHandler, PublicHandler } from './state/endpoint.js';
import { deleteJob } from './rex/deleteJob.js';
import { getJob } from './rex/getJob.js';
import { getRex } from './rex/getRex.js';
import { healthz } from './system/healthz.js';
import { rexLogin } from './rex/login.js';
import { postRex } from './rex/postRex.js';
import { readyz } from './system/readyz.js';
import { retryJob } from './rex/retryJob.js';
import { rexToken } from './rex/token.js';
import { rexUpload } from './rex/upload.js';
import { type V1Route, v1Routes } from './v1/routes.js';

interface Endpoint {
  method: 'get' | 'post' | 'delete';
  path: string;
  /** The handler reads the body itself. */
  streams?: true;
  /** The form of its answers under `rex.answers: documented`; absent: unchanged. */
  form?: RexAnswerForm;
}

/** A route whose handler needs a valid token (`token`), or does not or checks it itself (`none`). */
export type RexRoute = Endpoint &
  ({ auth: 'token'; handler: AuthenticatedHandler } | { auth: 'none'; handler: PublicHandler });

export type HttpRoute = RexRoute | V1Route;

/** All endpoints of the gateway. */
export const routes: readonly HttpRoute[] = [
  { method: 'post', path: '/rex', auth: 'token', handler: postRex, form: 'documented' },
  { method: 'get', path: '/rex', auth: 'token', handler: getRex, form: 'documented' },
  { method: 'get', path: '/rex/jobs/:id', auth: 'token', handler: getJob, form: 'texts' },
  { method: 'delete', path: '/rex/jobs/:id', auth: 'token', handler: deleteJob, form: 'texts' },
  { method: 'post', path: '/rex/jobs/:id/retry', auth: 'token', handler: retryJob, form: 'texts' },
  { method: 'post', path: '/login', auth: 'none', handler: rexLogin, form: 'documented' },
  { method: 'get', path: '/login', auth: 'none', handler: rexLogin, form: 'documented' },
  { method: 'post', path: '/token', auth: 'none', handler: rexToken, form: 'documented' },
  { method: 'get', path: '/token', auth: 'none', handler: rexToken, form: 'documented' },
  { method: 'post', path: '/upload', auth: 'none', handler: rexUpload, streams: true, form: 'documented' },
  { method: 'get', path: '/healthz', auth: 'none', handler: healthz },
  { method: 'get', path: '/readyz', auth: 'none', handler: readyz },
  { method: 'get', path: '/', auth: 'none', handler: getConsole },
  { method: 'get', path: '/assets/:name', auth: 'none', handler: getAsset },
  { method: 'get', path: '/docs/:name', auth: 'none', handler: getManualPage },
  { method: 'get', path: '/docs/examples/:name', auth: 'none', handler: getManualExample },
  { method: 'get', path: '/docs/images/:name', auth: 'none', handler: getManualImage },
  ...v1Routes,
];
