import { createHash } from 'node:crypto';
import { openApi } from '#contract';
import type { OpenCallHandler } from '../call/call.js';
import { docsPage, docsPolicy, style } from '../../pages/docs.js';

const description = openApi();
const page = docsPage();
const policy = docsPolicy(createHash('sha256').update(style).digest('base64'));

/** GET /openapi.json */
export const getOpenApi: OpenCallHandler = () => Promise.resolve({ status: 200, body: description });

/** GET /docs */
export const getDocs: OpenCallHandler = () =>
  Promise.resolve({
    status: 200,
    body: page,
    headers: { 'Content-Type': 'text/html; charset=utf-8', 'Content-Security-Policy': policy },
  });

/** GET /metrics */
export const getMetrics: OpenCallHandler = async (_call, { metrics }) => ({
  status: 200,
  body: await metrics.text(),
  headers: { 'Content-Type': 'text/plain; version=0.0.4; charset=utf-8' },
});
