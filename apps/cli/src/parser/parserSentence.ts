import { english } from '../language/en/index.js';
import { sentence, type MessageId } from '../language/sentence.js';
import { terminalLanguage } from '../language/terminalLanguage.js';

type Pattern = readonly [id: MessageId, pattern: RegExp];

/** The English of a message as a pattern that finds its values in what the parser says. */
function patternOf(text: string): RegExp {
  const named = new Set<string>();
  const source = text.replace(
    /[.?()[\]'|*+]|\{(\w+)(?:\|([^|{}]*)\|([^|{}]*))?\}/g,
    (found, name?: string, one?: string, many?: string) => {
      if (name === undefined) return `\\${found}`;
      if (one !== undefined) return `(?:${one}|${many})`;
      named.add(name);
      return `(?<${name}>.*?)`;
    },
  );
  return new RegExp(`^${source}$`, 's');
}

let known: readonly Pattern[] | undefined;
const patterns = (): readonly Pattern[] =>
  (known ??= (Object.keys(english) as MessageId[])
    .filter((id) => id.startsWith('commander.'))
    .map((id): Pattern => [id, patternOf(english[id])]));

function lineInLanguage(line: string): string {
  for (const [id, pattern] of patterns()) {
    const found = pattern.exec(line);
    if (found === null) continue;
    const values = found.groups ?? {};
    // The reason is ours, or one of its own.
    if (values.reason !== undefined) values.reason = lineInLanguage(values.reason);
    return (sentence as (id: MessageId, values: object) => string)(id, values);
  }
  return line;
}

/** What the parser of command lines says, in the language of the terminal; as it came where it has changed its words. */
export const parserSentence = (text: string): string =>
  terminalLanguage() === 'en' ? text : text.split('\n').map(lineInLanguage).join('\n');
