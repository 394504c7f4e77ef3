import type { PublicHandler } from '../state/endpoint.js';

/** /healthz: this process answers. It tells nothing else. */
export const healthz: PublicHandler = () => Promise.resolve({ status: 200, body: 'ok' });
