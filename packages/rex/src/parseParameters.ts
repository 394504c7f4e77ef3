import { absentActions, CodedError, nearestName } from '#contract';
import type { Action, Setup } from './actions/action.js';
import { controls, whyRefused } from './parameters/controls.js';
import { actions, findAction } from './actions/registry.js';
import { validate } from './validate.js';

/** A request that may be carried out as far as its parameters alone can tell. */
export interface ParsedRequest {
  action: Action;
  /** Its name, or the other one of the original that the caller used. */
  name: string;
  /** Only parameters of the action, without quotes, none empty, presets filled in. */
  parameters: Record<string, string>;
  /** Answer at once with a job id. */
  async: boolean;
  /** Keep `respon.stdout`. */
  sprint: boolean;
}

type Raw = Readonly<Record<string, string | readonly string[]>>;

/**
 * Checks what a caller posted, in the order of the original; the first thing wrong is thrown as a refusal that names
 * the field: PARAMETERS_EMPTY, ACTION_MISSING, PARAMETER_MISSING, ACTION_UNKNOWN, ACTION_ABSENT, PARAMETER_UNKNOWN,
 * PARAMETER_INVALID,
 * URL_WITHOUT_FULL, FULL_WITHOUT_URL, SOURCE_WITH_URL.
 */
export function parseRequest(raw: Raw, setup: Setup): ParsedRequest {
  const names = Object.keys(raw);
  if (names.length === 0) throw new CodedError('PARAMETERS_EMPTY');
  const given = new Map<string, string>();
  for (const name of names) {
    const value = single(name, raw[name]!);
    if (value !== '') given.set(name, value);
  }
  const actionName = given.get('action');
  if (actionName === undefined) throw new CodedError('ACTION_MISSING');
  const action = findAction(actionName);
  if (!action) throw unknown(actionName);
  const missing = action.required.filter((name) => !given.get(name)?.trim());
  if (missing.length > 0) throw new CodedError('PARAMETER_MISSING', { action: action.name, fields: missing });
  refuseUnknown(action, names);
  const own = [...given].filter(([name]) => Object.hasOwn(action.parameters, name));
  const parameters = validate(action, Object.fromEntries(own));
  action.rules?.(parameters, setup);
  const asked = given.get('async');
  const meant = action.instead?.(parameters) ?? { action, parameters };
  const name = action.aliases?.includes(actionName) ? actionName : meant.action.name;
  return { ...meant, name, async: asked === '1' || asked === 'true', sprint: given.has('sprint') };
}

/** A name that RexDeployV3 knows is no slip of the keyboard. */
function unknown(name: string): CodedError {
  if (absentActions.includes(name)) return new CodedError('ACTION_ABSENT', { action: name });
  const near = nearestName(
    name,
    actions.map((action) => action.name),
  );
  return new CodedError('ACTION_UNKNOWN', { action: name.slice(0, 100), ...(near !== null && { near }) });
}

/** The one value of a name, without a pair of quotes around it. */
function single(name: string, value: string | readonly string[]): string {
  if (typeof value === 'string') return unquote(value);
  throw new CodedError('PARAMETER_INVALID', { field: name.slice(0, 100), reason: `given ${value.length} times` });
}

/** A quote inside means that the outer two are no pair, as in `"a b" "c d"`. */
function unquote(value: string): string {
  const quote = value[0];
  const inner = value.slice(1, -1);
  const pair = value.length > 1 && (quote === '"' || quote === "'") && value.endsWith(quote) && !inner.includes(quote);
  return pair ? inner : value;
}

function refuseUnknown(action: Action, names: string[]): void {
  const foreign = names.filter(
    (name) => name !== 'action' && !Object.hasOwn(controls, name) && !Object.hasOwn(action.parameters, name),
  );
  for (const name of foreign) {
    const reason = whyRefused(name);
    if (reason) throw new CodedError('PARAMETER_INVALID', { field: name, reason });
  }
  if (foreign.length === 0) return;
  throw new CodedError('PARAMETER_UNKNOWN', {
    action: action.name,
    fields: foreign.slice(0, 20).map((name) => name.slice(0, 100)),
    known: [...Object.keys(action.parameters), ...Object.keys(controls)],
  });
}
