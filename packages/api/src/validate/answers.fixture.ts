import type { Schema } from '#contract/schema';
import { misfit } from './check.js';
import { openApi } from '../openApi/openApi.js';

interface Response {
  content?: Record<string, { schema: Schema }>;
  headers?: Record<string, unknown>;
}
interface Described {
  paths: Record<string, Record<string, { responses: Record<string, Response> }>>;
  components: object;
}
const { paths, components } = openApi() as unknown as Described;

/** The schema of a body with what it refers to; one object each, since it is compiled once. */
const whole = new WeakMap<Schema, Schema>();
function withComponents(schema: Schema): Schema {
  const known = whole.get(schema) ?? { ...schema, components };
  whole.set(schema, known);
  return known;
}

const matches = (template: string, path: string): boolean =>
  new RegExp(`^${template.replaceAll('.', '\\.').replaceAll(/\{\w+\}/g, '[^/]+')}$`).test(path);

/**
 * Holds an answer against the OpenAPI document. Throws when the document knows no such path, method, status or type of
 * body, when a header it promises is missing, or when the body is another one than it says.
 */
export function requireDescribed(
  asked: { method: string; path: string },
  told: { status: number; headers: Headers; body: unknown },
): void {
  const { method, path } = asked;
  const where = `${method} ${path} -> ${told.status}`;
  const template = Object.keys(paths).find((one) => matches(one, path));
  const operation = template === undefined ? undefined : paths[template]![method.toLowerCase()];
  if (!operation) throw new Error(`${where}: no such operation in the OpenAPI document`);
  const response = operation.responses[String(told.status)];
  if (!response) throw new Error(`${where}: no such status in the OpenAPI document`);
  for (const name of Object.keys(response.headers ?? {})) {
    if (!told.headers.has(name)) throw new Error(`${where}: the header ${name} is missing`);
  }
  const type = told.headers.get('content-type')?.split(';')[0] ?? '';
  if (!response.content) {
    if (type !== '') throw new Error(`${where}: a body where there is none in the OpenAPI document`);
    return;
  }
  const form = response.content[type];
  if (!form) throw new Error(`${where}: ${type} is not in the OpenAPI document`);
  const wrong = misfit(withComponents(form.schema), told.body);
  if (wrong !== null) throw new Error(`${where}: ${wrong}\n${JSON.stringify(told.body)}`);
}
