import { Ajv, type ErrorObject, type ValidateFunction } from 'ajv';
import { CodedError, formats, logFileName, logPattern, provenanceTexts, remarkTexts } from '#contract';
import type { Action } from './actions/action.js';
import { hashOrOne } from './parameters/parameter.js';
import { actions } from './actions/registry.js';

/** Everything whose own message says how it has to look. */
const written = [
  hashOrOne,
  logFileName,
  logPattern,
  ...[formats, provenanceTexts, remarkTexts].flatMap((texts) => Object.values(texts)),
];

const ajv = new Ajv({ allErrors: false, useDefaults: true });
const validators = new Map<string, ValidateFunction>(
  actions.map(({ name, parameters }) => [
    name,
    ajv.compile({ type: 'object', properties: parameters, additionalProperties: false }),
  ]),
);

/**
 * Holds the parameters against the schemas of the action and fills in the presets. Throws PARAMETER_INVALID, which
 * names the first field that does not fit and why.
 */
export function validate(action: Action, parameters: Record<string, string>): Record<string, string> {
  const checked = { ...parameters };
  const valid = validators.get(action.name)!;
  if (valid(checked)) return checked;
  const error = valid.errors![0]!;
  throw new CodedError('PARAMETER_INVALID', { field: error.instancePath.slice(1), reason: reason(error) });
}

function reason({ keyword, params }: ErrorObject): string {
  if (keyword === 'enum') return `must be ${(params.allowedValues as string[]).join(' or ')}`;
  if (keyword === 'maxLength') return `longer than ${params.limit} characters`;
  const pattern = String(params.pattern);
  const format = written.find((one) => one.pattern === pattern);
  if (format) return format.message;
  if (pattern.startsWith('^([1-9]')) return 'must be a whole number within its bounds';
  if (pattern.startsWith('^[^')) return 'holds a control character';
  return 'may hold only letters, digits, ".", "_" and "-", and may not begin with "." or "-"';
}
