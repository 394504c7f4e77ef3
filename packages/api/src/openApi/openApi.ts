import { errorCodes, type Code } from '#contract';
import { schemaName, text, type Schema } from '#contract/schema';
import { problemSchema } from '../schemas/trouble.js';
import { mayLackBody, type AnswerForm, type Endpoint } from '../endpoints/endpoint.js';
import { endpoints, problemsOf } from '../endpoints/endpoints.js';

type Json = Record<string, unknown>;

/** The HTTP status a code is answered with at once. */
export function statusOf(code: Code): number {
  // What fails is told by a settlement; met while answering, it is an error of this installation.
  return errorCodes[code].kind === 'failed' ? 500 : errorCodes[code].status;
}

/** A path as OpenAPI writes it. */
export const templateOf = (path: string): string => path.replaceAll(/:(\w+)/g, '{$1}');

/** The OpenAPI 3.1 document of the modern API. */
export function openApi(): Json {
  const paths: Record<string, Json> = {};
  for (const endpoint of endpoints) (paths[templateOf(endpoint.path)] ??= {})[endpoint.method] = operation(endpoint);
  const schemas: Record<string, unknown> = {};
  const described = byName(paths, schemas);
  return {
    openapi: '3.1.0',
    info: {
      title: 'rexflow',
      version: '1',
      description: 'Releases software to plain Linux servers over SSH. What is refused is told as RFC 9457 says.',
    },
    security: [{ bearer: [] }],
    paths: described,
    components: {
      schemas: Object.fromEntries(
        Object.keys(schemas)
          .sort()
          .map((name) => [name, schemas[name]]),
      ),
      securitySchemes: { bearer: { type: 'http', scheme: 'bearer' } },
    },
  };
}

/** The same with a reference in the place of each schema that has a name; these go into `schemas`, their parts likewise. */
function byName(value: unknown, schemas: Record<string, unknown>): unknown {
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map((item) => byName(item, schemas));
  const members = (): Json =>
    Object.fromEntries(Object.entries(value).map(([key, member]) => [key, byName(member, schemas)]));
  const name = schemaName(value as Schema);
  if (name === undefined) return members();
  if (!Object.hasOwn(schemas, name)) {
    schemas[name] = members();
  }
  return { $ref: `#/components/schemas/${name}` };
}

/** A schema as a reader is shown it: a reference in the place of each part that has a name. */
export const schemaByName = (schema: Schema): Schema => byName(schema, {}) as Schema;

function operation(endpoint: Endpoint): Json {
  const { id, tag, summary, notes, auth, answers } = endpoint;
  const described = Object.entries(answers).map(([status, form]) => [status, answer(form)]);
  return {
    operationId: id,
    tags: [tag],
    summary,
    ...(notes === undefined ? {} : { description: notes }),
    ...(auth === 'none' ? { security: [] } : {}),
    parameters: parameters(endpoint),
    ...requestBody(endpoint),
    responses: { ...Object.fromEntries(described), ...problems(endpoint) },
  };
}

function requestBody({ body, upload }: Endpoint): Json {
  if (body)
    return { requestBody: { required: !mayLackBody({ body }), content: { 'application/json': { schema: body } } } };
  if (upload === undefined) return {};
  return { requestBody: { required: true, description: upload, content: { 'application/octet-stream': {} } } };
}

function parameters({ path, query = {}, headers = {} }: Endpoint): Json[] {
  const inPath = [...path.matchAll(/:(\w+)/g)].map(([, name]) => ({
    name,
    in: 'path',
    required: true,
    schema: text(),
  }));
  const inQuery = Object.entries(query).map(([name, schema]) => ({ name, in: 'query', schema }));
  const named = Object.entries(headers).filter(([name]) => name !== 'Accept');
  return [
    ...inPath,
    ...inQuery,
    ...named.map(([name, description]) => ({ name, in: 'header', description, schema: text() })),
  ];
}

function answer({ description, schema, media = ['application/json'], headers }: AnswerForm): Json {
  const form = (type: string): Json => ({ schema: type === 'text/event-stream' ? text() : schema });
  return {
    description,
    ...(headers
      ? {
          headers: Object.fromEntries(
            Object.entries(headers).map(([name, described]) => [name, { description: described, schema: text() }]),
          ),
        }
      : {}),
    ...(schema ? { content: Object.fromEntries(media.map((type) => [type, form(type)])) } : {}),
  };
}

/** The codes of an endpoint by their status. */
function problems(endpoint: Endpoint): Json {
  const byStatus = new Map<number, Code[]>();
  for (const code of new Set(problemsOf(endpoint))) {
    byStatus.set(statusOf(code), [...(byStatus.get(statusOf(code)) ?? []), code]);
  }
  return Object.fromEntries(
    [...byStatus].map(([status, codes]) => [
      status,
      { description: codes.join(', '), content: { 'application/problem+json': { schema: problemSchema } } },
    ]),
  );
}
