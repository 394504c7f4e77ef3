import { resolve } from 'node:path';
import { CodedError } from '#contract';
import { assemble } from './assemble.js';
import { checkConfig } from './checks.js';
import { expand } from './expand.js';
import { valueAt } from './path.js';
import { withoutLogins } from './withoutLogins.js';
import { listed, type ConfigProblem, type ReportProblem } from './problem.js';
import { schema } from '../schema/schema.js';
import { shape } from './shape.js';
import type { Config } from '../schema/types.js';

/** The sources a configuration is resolved from. */
export interface Sources {
  /** The parsed config.yml. */
  file: unknown;
  env: Readonly<Record<string, string | undefined>>;
  /** Absolute folder of config.yml: relative paths start here unless the file names another `folder`. */
  folder: string;
  /** Text of the file at an absolute path; throws when it cannot be read. */
  readSecret: (path: string) => string;
  /** False for a program that reaches no host: the secrets of the logins are neither read nor wanted. True when left out. */
  logins?: boolean;
}

/**
 * The configuration, checked and deeply frozen. Throws CONFIG_INVALID with every problem as `path: expected X, found Y`,
 * one a line; no line holds a secret.
 */
export function resolveConfig({ file: written, env, folder, readSecret, logins = true }: Sources): Config {
  const file = logins ? written : withoutLogins(written);
  const problems: ConfigProblem[] = [];
  const report: ReportProblem = (path, expected, found) => problems.push({ path, expected, found });
  const own = expand(schema.properties.folder, valueAt(file, ['folder']), [], {
    env,
    folder,
    readSecret,
    report: () => undefined,
  });
  const base = typeof own === 'string' ? resolve(folder, own) : folder;
  const expanded = expand(schema, file ?? {}, [], { env, folder: base, readSecret, report });
  const draft = shape(expanded, file, report);
  checkConfig(draft, base, logins, report);
  if (problems.length > 0) throw new CodedError('CONFIG_INVALID', { problems: listed(problems) });
  const whole = Object.entries(assemble(schema, draft, base) as Record<string, unknown>);
  const known = whole.filter(([key]) => key !== 'folder');
  return Object.freeze(Object.fromEntries(known)) as unknown as Config;
}
