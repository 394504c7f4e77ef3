import type { OpenHandler } from '../state/endpoint.js';

/** /healthz: this process answers. It tells nothing else. */
export const healthz: OpenHandler = () => Promise.resolve({ status: 200, body: 'ok' });
