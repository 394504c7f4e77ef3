import type { Request } from '#contract';
import type { Setup } from './actions/action.js';
import { decode } from './decode.js';
import { parseRequest } from './parseParameters.js';

/** A call of `/rex` that is valid as far as its parameters alone can tell. */
export interface Parsed {
  request: Request;
  /** The action and its parameters: without quotes, none empty, presets filled in. */
  wire: { action: string; parameters: Record<string, string> };
  /** Answer at once with a job id. */
  async: boolean;
}

/** The typed request of a posted call. Throws the errors of parseRequest, which name the field. */
export function parse(raw: Parameters<typeof parseRequest>[0], setup: Setup): Parsed {
  const { action, name, parameters, async } = parseRequest(raw, setup);
  return { request: decode(action.name, parameters), wire: { action: name, parameters }, async };
}
