import { openApi } from '#api';
import { fleetJsonSchema } from '#fleet';
import type { ApiAnswer, PublicCallHandler } from '../call/call.js';
import { manualIndex } from '../../pages/manual.js';

const description = openApi();

/** GET /openapi.json: the OpenAPI document. */
export const getOpenApi: PublicCallHandler<'getOpenApi'> = () => Promise.resolve({ status: 200, body: description });

/** GET /fleet.schema.json: the form of a fleet file. */
export const getFleetSchema: PublicCallHandler<'getFleetSchema'> = () =>
  Promise.resolve({ status: 200, body: fleetJsonSchema, headers: { 'Content-Type': 'application/schema+json' } });

/** GET /docs: the table of contents of the manual. */
export const getDocs: PublicCallHandler<'getDocs'> = ({ headers }, deps) =>
  // A file: as it is, compressed, or not sent again to a browser that has it.
  Promise.resolve(manualIndex(headers, deps) as ApiAnswer<'getDocs'>);

/** GET /metrics: the metrics in the text format of Prometheus. */
export const getMetrics: PublicCallHandler<'getMetrics'> = async (_call, { metrics }) => ({
  status: 200,
  body: await metrics.text(),
  headers: { 'Content-Type': 'text/plain; version=0.0.4; charset=utf-8' },
});
