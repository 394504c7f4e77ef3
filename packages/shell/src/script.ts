import { quote } from './quote.js';

const variableName = /^[a-z][a-z0-9_]*$/;

/**
 * A shell script for `sh -s`: the values become quoted assignments in front of the constant body. The body runs inside
 * a function whose standard input is empty, so that no command in it can eat the rest of the script. Lines of the body are
 * sent without their indentation, which may mean nothing in it, then.
 */
export function script(body: string, values: Record<string, string | number>): string {
  const assignments = Object.entries(values).map(([name, value]) => {
    if (!variableName.test(name)) throw new TypeError(`not a shell variable name: ${name}`);
    return `${name}=${quote(String(value))}`;
  });
  const text = body.replaceAll(/^[ \t]+/gm, '');
  return `${assignments.join('\n')}\nmain() {\n${text}\n}\nmain </dev/null\nexit $?\n`;
}

/**
 * The facts a script printed, from its `key=value` lines; other lines are passed over. A value written as
 * `key:64=...` is base64, for text with line breaks. A later line of the same key wins.
 */
export function facts(stdout: string): Record<string, string> {
  const found: Record<string, string> = {};
  for (const line of stdout.split('\n')) {
    const match = /^([a-z][a-z0-9_]*)(:64)?=(.*)$/.exec(line);
    if (!match) continue;
    const [, key, encoded, value] = match;
    found[key!] = encoded ? Buffer.from(value!, 'base64').toString('utf8') : value!;
  }
  return found;
}
