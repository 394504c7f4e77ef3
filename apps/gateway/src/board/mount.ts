import { createBullBoard } from '@bull-board/api';
import { BullMQAdapter } from '@bull-board/api/bullMQAdapter';
import { ExpressAdapter } from '@bull-board/express';
import type { Express, NextFunction, Request, Response } from 'express';
import { asCodedError, CodedError } from '#contract';
import type { GatewayDeps } from '../state/dependencies.js';
import { requireBoardSession } from './session.js';

const basePath = '/queues';

/** The page may load its own scripts and styles, nothing from elsewhere. It has styles in its markup. */
const policy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self' 'unsafe-inline'",
  "connect-src 'self'",
  "img-src 'self' data:",
  "font-src 'self'",
  "frame-ancestors 'none'",
  "base-uri 'self'",
  "form-action 'none'",
].join('; ');

const refusalText = (reason: string): string => `${reason}
Sign in to the console at / and open "Job queues" there.
`;

/** Removes the links to fonts of a third party from the page. */
const withoutOthers = (html: string): string => html.replaceAll(/<link\b[^>]*\bhref="https?:[^>]*>/g, '');

/**
 * Mounts the page of the job queues for administrators. Nothing can be changed there: a job only stands for a record, which
 * would wait for a removed job for ever.
 */
export function mountBoard(app: Express, { people, queues }: GatewayDeps): void {
  const server = new ExpressAdapter();
  server.setBasePath(basePath);
  createBullBoard({
    queues: queues.all.map((queue) => new BullMQAdapter(queue, { readOnlyMode: true, allowRetries: false })),
    serverAdapter: server,
    options: { uiConfig: { boardTitle: 'rexflow' } },
  });
  const guard = async (req: Request, res: Response, next: NextFunction): Promise<void> => {
    res.set({
      'Content-Security-Policy': policy,
      'Referrer-Policy': 'no-referrer',
      'X-Content-Type-Options': 'nosniff',
      'Cache-Control': 'no-store',
    });
    try {
      await requireBoardSession(req.headers, people);
      if (req.method !== 'GET' && req.method !== 'HEAD')
        throw new CodedError('PERMISSION_DENIED', { user: 'this page' });
    } catch (thrown) {
      const trouble = asCodedError(thrown);
      res.status(trouble.status).type('text/plain').send(refusalText(trouble.message));
      return;
    }
    const send = res.send.bind(res);
    res.send = (body: unknown) => send(typeof body === 'string' ? withoutOthers(body) : body);
    next();
  };
  app.use(basePath, guard, server.getRouter());
}
