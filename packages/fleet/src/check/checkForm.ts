import { Ajv, type ErrorObject, type ValidateFunction } from 'ajv';
import { nearestName } from '#contract';
import type { Schema } from '#contract/schema';
import { appEntrySchema, fleetSchema, type FleetDocument } from '../settings/file.js';
import { hostSettingsSchema } from '../settings/hosts.js';
import { comesLater } from '../settings/later.js';
import { groupSettingsSchema } from '../settings/settings.js';
import type { ReportFault } from '../model/problem.js';

const ajv = new Ajv({ allErrors: true, verbose: true, strict: true, allowUnionTypes: true, discriminator: true });

/** Holds values against a schema: everything that does not fit is reported. */
function formCheck<T>(schema: Schema<T>): (value: unknown, report: ReportFault) => value is T {
  let fits: ValidateFunction<T> | null = null;
  return (value, report): value is T => {
    fits ??= ajv.compile<T>(schema);
    if (fits(value)) return true;
    for (const error of fits.errors ?? []) {
      const path = pathOf(error, value);
      report(path, messageOf(error, path.map(String)));
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

function messageOf({ keyword, params, parentSchema, message }: ErrorObject, path: readonly string[]): string {
  const schema = (parentSchema ?? {}) as { description?: string; properties?: object; const?: unknown };
  const key = path.at(-1) ?? '';
  if (keyword === 'additionalProperties')
    return unknownKey(path.slice(0, -1), key, Object.keys(schema.properties ?? {}));
  if (keyword === 'required') return 'is missing';
  if (keyword === 'const' || keyword === 'discriminator')
    return key === 'type'
      ? `only ${wordsOf(parentSchema)} is there yet; other kinds come with a later version`
      : `has to be ${String(schema.const)}`;
  if (keyword === 'enum')
    return `has to be ${(params.allowedValues as unknown[]).filter((one) => one !== null).join(' or ')}`;
  if (keyword === 'type') return `has to be ${kindOf(params.type)}${about(schema.description)}`;
  if (keyword === 'pattern') return `does not fit${about(schema.description)}`;
  return `${message ?? keyword}${about(schema.description)}`;
}

const about = (description: string | undefined): string =>
  description === undefined ? '' : ` (${description.replace(/\.$/, '')})`;

function wordsOf(schema: unknown): string {
  const { oneOf, const: only } = (schema ?? {}) as {
    oneOf?: { properties: { type?: { const?: string } } }[];
    const?: unknown;
  };
  return oneOf ? oneOf.map((form) => String(form.properties.type?.const)).join(', ') : String(only);
}

function kindOf(type: unknown): string {
  const words: Readonly<Record<string, string>> = {
    object: 'a map',
    array: 'a list',
    string: 'text (a number needs quotes)',
    integer: 'a whole number',
    boolean: 'true or false',
  };
  const named = [type].flat().filter((one) => one !== 'null');
  return named.map((one) => words[String(one)] ?? String(one)).join(' or ');
}

function unknownKey(parent: readonly string[], key: string, known: readonly string[]): string {
  if (comesLater(parent, key)) return 'is not there yet, it comes with a later version; leave it out until then';
  const near = nearestName(key, known);
  if (near !== null) return `is no key; did you mean ${near}?`;
  return known.length === 0 ? 'is no key' : `is no key; there are ${known.join(', ')}`;
}
