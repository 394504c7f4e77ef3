import { Ajv, type ErrorObject, type ValidateFunction } from 'ajv';
import { CodedError, isTimestamp } from '#contract';
import type { Schema } from '#contract/schema';
import { mayLackBody, type Endpoint } from '../endpoints/endpoint.js';

const formats = {
  'date-time': { validate: isTimestamp },
  'uri-reference': true,
} as const;
const settings = { strict: true, allowUnionTypes: true, discriminator: true, verbose: true, formats } as const;
const ajv = new Ajv(settings).addVocabulary(['components']);

const compiled = new WeakMap<object, ValidateFunction>();
function validator(schema: Schema, key: object): ValidateFunction {
  const known = compiled.get(key) ?? ajv.compile(schema);
  compiled.set(key, known);
  return known;
}

/**
 * Holds a body against the schema of its endpoint, and gives it, or an empty one where it may be absent. Throws BODY_MALFORMED when
 * there is none, and PARAMETER_MISSING, PARAMETER_UNKNOWN or PARAMETER_INVALID naming the member by its path.
 */
export function checkBody(endpoint: Endpoint, body: unknown): unknown {
  if (!endpoint.body) return body;
  if (body === undefined && mayLackBody(endpoint)) return {};
  if (typeof body !== 'object' || body === null || Array.isArray(body)) {
    throw new CodedError('BODY_MALFORMED', { reason: 'a JSON object is expected (Content-Type: application/json)' });
  }
  if (endpoint.checksBody) return body;
  const valid = validator(endpoint.body, endpoint.body);
  if (!valid(body)) throw asRefusal(endpoint, valid.errors!);
  return body;
}

/** Holds a query against its endpoint and gives it with numbers as numbers. Throws as checkBody does. */
export function checkQuery(endpoint: Endpoint, query: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const properties = endpoint.query ?? {};
  const asked = Object.fromEntries(
    Object.entries(query).map(([name, value]) => [name, meant(value, properties[name])]),
  );
  const valid = validator({ type: 'object', properties, additionalProperties: false }, endpoint);
  if (!valid(asked)) throw asRefusal(endpoint, valid.errors!);
  return asked;
}

/** What stands in a query is text, whatever it means; ajv would take more for a number than digits, even Infinity. */
const meant = (value: unknown, schema: Schema | undefined): unknown =>
  schema?.type === 'integer' && typeof value === 'string' && /^\d{1,15}$/.test(value) ? Number(value) : value;

/** Says what is wrong with a value by a schema, or null; for tests of answers. */
export function misfit(schema: Schema, value: unknown): string | null {
  const valid = validator(schema, schema);
  return valid(value) ? null : ajv.errorsText(valid.errors);
}

const dotted = (pointer: string, last?: string): string =>
  [...pointer.split('/').slice(1), ...(last === undefined ? [] : [last])]
    .map((part) => part.replaceAll('~1', '/').replaceAll('~0', '~'))
    .join('.')
    .slice(0, 100);

function asRefusal({ method, path }: Endpoint, errors: ErrorObject[]): CodedError {
  const action = `${method.toUpperCase()} ${path}`;
  // Where none of several forms fits, the last error is the one about all of them.
  const error = errors.at(-1)!;
  const { keyword, instancePath, params, parentSchema } = error;
  if (keyword === 'required') {
    return new CodedError('PARAMETER_MISSING', {
      fields: [dotted(instancePath, String(params.missingProperty))],
      action,
    });
  }
  if (keyword === 'additionalProperties') {
    const known = Object.keys((parentSchema as { properties?: object }).properties ?? {});
    const fields = [dotted(instancePath, String(params.additionalProperty))];
    return new CodedError('PARAMETER_UNKNOWN', { fields, action, known: known.length > 0 ? known : ['nothing'] });
  }
  if (keyword === 'discriminator') {
    const missing = params.tagValue === undefined;
    const field = dotted(instancePath, String(params.tag));
    if (missing) return new CodedError('PARAMETER_MISSING', { fields: [field], action });
    return new CodedError('PARAMETER_INVALID', { field, reason: `must be ${tags(error).join(' or ')}` });
  }
  return new CodedError('PARAMETER_INVALID', { field: dotted(instancePath), reason: reason(error) });
}

/** The words a discriminator knows. */
function tags({ parentSchema, params }: ErrorObject): string[] {
  const { oneOf } = parentSchema as { oneOf: { properties: Record<string, { const?: string }> }[] };
  return oneOf.map((form) => String(form.properties[String(params.tag)]?.const));
}

function reason({ keyword, params, parentSchema, message }: ErrorObject): string {
  const { description } = (parentSchema ?? {}) as { description?: string };
  if (keyword === 'enum') return `must be ${(params.allowedValues as unknown[]).join(' or ')}`;
  if (keyword === 'anyOf' && description !== undefined) return `must be ${description}`;
  if (keyword === 'pattern' && description !== undefined) return `does not fit: ${description}`;
  if (keyword === 'format') return 'must be a moment such as 2026-01-31T12:00:00.000Z';
  return message ?? keyword;
}
