import { CodedError } from '#contract';

/** `env:` with a `key:` below it, and a `dbhost:` somewhere below a section: RexDeployV3's, whatever YAML makes of the rest. */
const patterns = [/^ {0,3}env\s*:[^\S\n]*(#.*)?\n(\s*(#.*)?\n)*\s+["']?key["']?\s*:/m, /^\s+["']?dbhost["']?\s*:/m];

/** Throws CONFIG_OF_ORIGINAL for the text of RexDeployV3's own config.yml: hundreds of keys unknown to us would say less. */
export function requireOurs(text: string, path: string): void {
  if (patterns.every((pattern) => pattern.test(text))) throw new CodedError('CONFIG_OF_ORIGINAL', { path });
}
