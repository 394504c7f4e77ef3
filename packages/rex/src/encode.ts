import type { Request } from '#contract';
import { actionOf } from './actions/registry.js';
import { given, spellTargets } from './parameters/words.js';

/** A request in the words of `/rex`: its action and its parameters, by which `decode` gives the same request again. */
export function encode(request: Request): { action: string; parameters: Record<string, string> } {
  const k = given({ k: 'targets' in request ? spellTargets(request.targets) : undefined });
  const action = actionOf(request.kind);
  return { action: action.name, parameters: { ...k, ...action.encode(request) } };
}
