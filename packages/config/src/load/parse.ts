import { parseDocument } from 'yaml';
import { CodedError } from '#contract';

/**
 * The raw document of a YAML text; nothing is checked but the syntax. Throws CONFIG_INVALID with line and column of each
 * mistake. The parser's words are cut where they begin to quote the text, which may hold secrets.
 */
export function parseConfig(text: string): unknown {
  const document = parseDocument(text, { prettyErrors: true });
  const mistakes = [...document.errors, ...document.warnings].map(({ message, linePos }) => {
    const { line, col } = linePos?.[0] ?? { line: 1, col: 1 };
    return `line ${line}, column ${col}: expected valid YAML, found: ${unquoted(message)}`;
  });
  if (mistakes.length > 0) throw new CodedError('CONFIG_INVALID', { problems: mistakes.join('\n') });
  try {
    return document.toJS() as unknown;
  } catch (error) {
    // An alias is only looked up here; the parser no longer knows its line.
    throw new CodedError('CONFIG_INVALID', { problems: `expected valid YAML, found: ${unquoted(String(error))}` });
  }
}

const unquoted = (message: string): string =>
  message
    .replace(/^\w*Error: /, '')
    .split(/ at line \d|[:"'\\]/)[0]!
    .trim();
