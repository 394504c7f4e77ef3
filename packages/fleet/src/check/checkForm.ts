import { Ajv, type ErrorObject, type ValidateFunction } from 'ajv';
import { nearestName, statement, type Detail, type Statement } from '#contract';
import type { Schema } from '#contract/schema';
import { appEntrySchema, fleetSchema, type FleetDocument } from '../settings/file.js';
import { hostSettingsSchema } from '../settings/hosts.js';
import { statementDescribing } from '../settings/descriptions.js';
import { comesLater } from '../settings/later.js';
import { groupSettingsSchema } from '../settings/settings.js';
import type { ReportFault } from '../model/problem.js';

const ajv = new Ajv({ allErrors: true, verbose: true, strict: true, allowUnionTypes: true, discriminator: true });

/** Holds values against a schema: everything that does not fit is reported. */
export function formCheck<T>(schema: Schema<T>): (value: unknown, report: ReportFault) => value is T {
  let fits: ValidateFunction<T> | null = null;
  return (value, report): value is T => {
    fits ??= ajv.compile<T>(schema);
    if (fits(value)) return true;
    for (const error of fits.errors ?? []) {
      const path = pathOf(error, value);
      report(path, problemOf(error, path.map(String)));
    }
    return false;
  };
}

/** Whether a value has the form of a fleet file. */
export const checkForm: (value: unknown, report: ReportFault) => value is FleetDocument = formCheck(fleetSchema);
/** Whether a value has the form of a host, the settings of a group, or an app with its group. */
export const entryForms = {
  host: formCheck(hostSettingsSchema),
  group: formCheck(groupSettingsSchema),
  app: formCheck(appEntrySchema),
};

function pathOf({ instancePath, params, keyword }: ErrorObject, value: unknown): (string | number)[] {
  let at = value;
  const path = instancePath
    .split('/')
    .slice(1)
    .map((part): string | number => {
      const key = part.replaceAll('~1', '/').replaceAll('~0', '~');
      const step = Array.isArray(at) ? Number(key) : key;
      at = (at as Record<string | number, unknown> | undefined)?.[step];
      return step;
    });
  const last: unknown =
    keyword === 'discriminator' ? params.tag : ((params.additionalProperty as unknown) ?? params.missingProperty);
  return typeof last === 'string' ? [...path, last] : path;
}

/** Keywords of a schema that limit a number of something. */
const limits = ['minimum', 'maximum', 'minLength', 'maxLength', 'minItems', 'maxItems', 'maxProperties'] as const;

function problemOf({ keyword, params, parentSchema, message }: ErrorObject, path: readonly string[]): Statement {
  const schema = (parentSchema ?? {}) as { description?: string; properties?: object; const?: unknown };
  const key = path.at(-1) ?? '';
  const about = aboutOf(schema.description);
  if (keyword === 'additionalProperties')
    return unknownKey(path.slice(0, -1), key, Object.keys(schema.properties ?? {}));
  if (keyword === 'required') return statement('form.missing');
  if (keyword === 'const' || keyword === 'discriminator')
    return key === 'type'
      ? statement('form.onlyType', { types: typesOf(parentSchema) })
      : statement('form.hasToBe', { what: String(schema.const), about: '' });
  if (keyword === 'enum') {
    const words = (params.allowedValues as unknown[]).filter((one) => one !== null).map(String);
    return statement('form.hasToBe', { what: oneOf(words), about: '' });
  }
  if (keyword === 'type') return statement('form.hasToBe', { what: kindOf(params.type), about });
  if (keyword === 'pattern') return statement('form.misfit', { about });
  const limit = limits.find((one) => one === keyword);
  if (limit !== undefined) return statement(`form.${limit}`, { limit: Number(params.limit), about });
  return statement('form.other', { reason: message ?? keyword, about });
}

const aboutOf = (description: string | undefined): Detail =>
  description === undefined
    ? ''
    : statement('form.about', { description: statementDescribing(description) ?? description });

/** These, with a word between them. */
const oneOf = ([first = '', ...others]: readonly Detail[]): Detail =>
  others.length === 0 ? first : statement('form.or', { one: first, other: oneOf(others) });

function typesOf(schema: unknown): Detail {
  const { oneOf: forms, const: only } = (schema ?? {}) as {
    oneOf?: { properties: { type?: { const?: string } } }[];
    const?: unknown;
  };
  return forms ? forms.map((form) => String(form.properties.type?.const)) : String(only);
}

function kindOf(type: unknown): Detail {
  const words: Readonly<Record<string, Statement>> = {
    object: statement('form.map'),
    array: statement('form.list'),
    string: statement('form.text'),
    integer: statement('form.whole'),
    boolean: statement('form.flag'),
  };
  const named = [type].flat().filter((one) => one !== 'null');
  return oneOf(named.map((one) => words[String(one)] ?? String(one)));
}

function unknownKey(parent: readonly string[], key: string, known: readonly string[]): Statement {
  if (comesLater(parent, key)) return statement('form.later');
  const near = nearestName(key, known);
  if (near !== null) return statement('form.noKeyNear', { near });
  return known.length === 0 ? statement('form.noKey') : statement('form.noKeyOf', { keys: known });
}
