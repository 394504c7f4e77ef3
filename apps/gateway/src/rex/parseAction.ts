import { packageBases, type Config } from '#config';
import type { WireRequest } from '#records';
import { parse, type Parsed } from '#rex';

/** Parses an action by its name and parameters, as `/rex` and POST /v1/actions have them. Throws what `parse` throws. */
export const parseAction = ({ action, parameters }: WireRequest, config: Pick<Config, 'package'>): Parsed =>
  parse({ ...parameters, action }, { bases: packageBases(config.package) });
