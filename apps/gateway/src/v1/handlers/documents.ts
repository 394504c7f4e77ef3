import { openApi } from '#api';
import type { PublicCallHandler } from '../call/call.js';
import { manualIndex } from '../../pages/manual.js';

const description = openApi();

/** GET /openapi.json: the OpenAPI document. */
export const getOpenApi: PublicCallHandler<'getOpenApi'> = () => Promise.resolve({ status: 200, body: description });

/** GET /docs: the table of contents of the manual. */
export const getDocs: PublicCallHandler<'getDocs'> = ({ headers }, deps) => Promise.resolve(manualIndex(headers, deps));

/** GET /metrics: the metrics in the text format of Prometheus. */
export const getMetrics: PublicCallHandler<'getMetrics'> = async (_call, { metrics }) => ({
  status: 200,
  body: await metrics.text(),
  headers: { 'Content-Type': 'text/plain; version=0.0.4; charset=utf-8' },
});
