import type { Request } from '#contract';
import { findAction } from './actions/registry.js';
import type { WireParameters } from './parameters/words.js';

/**
 * An action and its checked parameters as a request. Throws an Error for an action that is none, which `parse` has refused
 * before.
 */
export function decode(action: string, parameters: WireParameters): Request {
  const found = findAction(action);
  if (!found) throw new Error(`no action ${action}`);
  return found.decode(parameters);
}
