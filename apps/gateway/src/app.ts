import { setTimeout } from 'node:timers/promises';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import express, { type Express, type NextFunction, type Request, type RequestHandler, type Response } from 'express';
import type { Logger } from 'pino';
import { asCodedError, isAbsent, CodedError, redact } from '#contract';
import { allowOrigin } from './http/allowOrigin.js';
import { answerForm, type RexAnswerForm } from './rex/answerForm.js';
import { authenticate, tokenOf } from './http/authenticate.js';
import { mountBoard } from './board/mount.js';
import type { Answer, Input } from './state/endpoint.js';
import type { GatewayDeps } from './state/dependencies.js';
import { readBody, readingTrouble } from './http/readBody.js';
import { refusalAnswer } from './rex/refusal.js';
import { type RexRoute, type HttpRoute, routes } from './routes.js';
import { sentParameters } from './http/sentParameters.js';
import { answer as answerV1 } from './v1/call/answer.js';
import { problemResponse } from './v1/call/problem.js';
import type { V1Route } from './v1/routes.js';

/** Creates the HTTP server's application: it reads calls, hands them to the handlers of the route table, sends the answers. */
export function createApp(deps: GatewayDeps): Express {
  const { log } = deps;
  const app = express();
  const limit = deps.config.gateway.bodyLimit;
  app.disable('x-powered-by');
  app.set('etag', false);
  app.set('query parser', 'simple');
  app.use(allowOrigin(deps.config.rex.allowOrigin));
  for (const route of routes) {
    const reading = 'v1' in route ? v1Body(route, limit) : rexBody(route, limit);
    app[route.method](route.path, ...reading, (req, res) => serve(route, req, res, deps));
  }
  mountBoard(app, deps);
  app.use((req) => {
    const path = req.path.toLowerCase().replace(/\/$/, '');
    if (isAbsent(path)) throw new CodedError('ROUTE_ABSENT', { path });
    throw new CodedError('ROUTE_UNKNOWN', { path: `${req.method} ${req.path}`.slice(0, 200) });
  });
  app.use(async (thrown: unknown, req: Request, res: Response, next: NextFunction) => {
    if (res.headersSent) {
      next(thrown);
      return;
    }
    const trouble = readingTrouble(thrown, { path: req.path });
    note(log, req, trouble);
    const modern = isModern(req.path);
    const answer = modern ? problemResponse(trouble, req.path) : refuse(req, trouble, deps);
    deps.metrics.answered({ method: req.method, route: 'none', status: answer.status, seconds: 0 });
    await send(req, res, answer, modern ? null : 'documented', deps);
  });
  return app;
}

const v1Body = ({ v1 }: V1Route, limit: number): RequestHandler[] =>
  v1.upload === undefined ? [readBody(Math.max(limit, v1.bodyLimit ?? 0), { forms: false })] : [];

const rexBody = ({ streams }: RexRoute, limit: number): RequestHandler[] =>
  streams ? [] : [readBody(limit, { forms: true })];

async function serve(route: HttpRoute, req: Request, res: Response, deps: GatewayDeps): Promise<void> {
  const { log } = deps;
  const receivedAt = deps.now();
  let answer: Answer;
  let form: RexAnswerForm = 'v1' in route ? null : (route.form ?? null);
  try {
    answer = await ask(route, req, { receivedAt, gone: () => goneOf(res) }, deps);
  } catch (thrown) {
    const trouble = asCodedError(thrown);
    note(log, req, trouble);
    form = 'v1' in route ? null : 'documented';
    answer = 'v1' in route ? problemResponse(trouble, req.path, route.v1) : refuse(req, trouble, deps);
  }
  await send(req, res, answer, form, deps).catch((thrown: unknown) => {
    note(log, req, asCodedError(thrown));
  });
  const ms = deps.now().getTime() - receivedAt.getTime();
  deps.metrics.answered({ method: req.method, route: route.path, status: answer.status, seconds: ms / 1000 });
  log.info({ method: req.method, url: redact(req.originalUrl), status: answer.status, ms }, 'answered');
}

/** A signal that is aborted when the caller goes away before its answer is written. */
function goneOf(res: Response): AbortSignal {
  const gone = new AbortController();
  if (res.destroyed) gone.abort();
  res.once('close', () => {
    if (!res.writableFinished) gone.abort();
  });
  return gone.signal;
}

/** Hands a call to its handler. */
async function ask(
  route: HttpRoute,
  req: Request,
  arrival: Pick<Input, 'receivedAt' | 'gone'>,
  deps: GatewayDeps,
): Promise<Answer> {
  const path = req.params as Record<string, string>;
  const call = { ...arrival, path, headers: req.headers, address: req.socket.remoteAddress ?? '' };
  if ('v1' in route)
    return await answerV1(route, { ...call, query: { ...req.query }, body: req.body as unknown, file: req }, deps);
  const input: Input = { ...call, sent: sentParameters(req.query, req.body), body: req };
  return route.auth === 'token'
    ? await route.handler({ ...input, user: await authenticate(deps.people, tokenOf(input)) }, deps)
    : await route.handler(input, deps);
}

/** Logs an error, unless it is the caller's own: a refusal is only answered. */
function note(log: Logger, req: Request, trouble: CodedError): void {
  if (trouble.kind === 'refused') return;
  log.error(
    { method: req.method, url: redact(req.originalUrl), code: trouble.code, err: trouble.cause ?? trouble },
    'trouble',
  );
}

const isModern = (path: string): boolean => path === '/v1' || path.startsWith('/v1/');

function refuse(req: Request, trouble: CodedError, deps: GatewayDeps): Answer {
  return refusalAnswer({ sent: readable(req), headers: req.headers }, deps.config, trouble, 0);
}

/** The parameters as far as they can be read. */
function readable(req: Request): Input['sent'] {
  try {
    return sentParameters(req.query, req.body);
  } catch {
    return sentParameters(req.query, undefined);
  }
}

// A caller that is still sending does not read the answer before it is done, or at all when the connection is cut.
const patience = 2000;

/** Sends an answer. Throws what a streamed body threw, unless the caller went away. */
async function send(
  req: Request,
  res: Response,
  answer: Answer,
  form: RexAnswerForm,
  { config }: GatewayDeps,
): Promise<void> {
  if (res.destroyed) return;
  if (!req.complete) {
    req.resume();
    const ended = new Promise((resolve) => req.once('close', resolve).once('end', resolve));
    await Promise.race([ended, setTimeout(patience)]);
    if (!req.complete) res.set('Connection', 'close');
  }
  const { status, headers = {}, body } = answer;
  res.status(status).set({ 'Cache-Control': 'no-store', 'X-Content-Type-Options': 'nosniff', ...headers });
  if (body instanceof Readable) await stream(body, req, res);
  else if (status === 204 || status === 304) res.end();
  else if (Buffer.isBuffer(body)) res.end(req.method === 'HEAD' ? undefined : body);
  else if (typeof body === 'string') res.type(String(headers['Content-Type'] ?? 'text/plain')).send(body);
  else sendJson(req, res, answerForm(body, form, config));
}

/** Sends JSON as text, so that it leaves together with the head, in one write. */
function sendJson(req: Request, res: Response, body: unknown): void {
  const text = JSON.stringify(body);
  res.setHeader('Content-Length', Buffer.byteLength(text));
  if (!res.hasHeader('Content-Type')) res.setHeader('Content-Type', 'application/json; charset=utf-8');
  res.end(req.method === 'HEAD' ? undefined : text);
}

async function stream(body: Readable, req: Request, res: Response): Promise<void> {
  if (req.method === 'HEAD') {
    body.destroy();
    res.end();
    return;
  }
  await pipeline(body, res).catch((thrown: unknown) => {
    if ((thrown as { code?: unknown }).code !== 'ERR_STREAM_PREMATURE_CLOSE') throw thrown;
  });
}
