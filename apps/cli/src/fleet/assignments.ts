import { usageError } from '../errors/cliError.js';
import { sentence } from '../language/sentence.js';

/** A setting by its keys, and the value it is to have; null takes it away. */
function assignmentOf(word: string): { keys: string[]; value: unknown } {
  const [, path, text] = /^([\w.]{1,200})=(.*)$/s.exec(word) ?? [];
  if (path === undefined || text === undefined) throw usageError(sentence('settings.none', { word }));
  return { keys: path.split('.'), value: text === '' ? null : valueOf(text) };
}

/** A number, true, false, a list or a map as JSON has it; anything else is text. */
function valueOf(text: string): unknown {
  if (!/^([[{"]|-?\d+$|(true|false|null)$)/.test(text)) return text;
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return text;
  }
}

/** The settings that words such as `paths.program=/srv/x` set, as one document. Throws CliError for what sets nothing. */
export function settingsIn(words: readonly string[]): Record<string, unknown> {
  const document: Record<string, unknown> = {};
  for (const word of words) {
    const { keys, value } = assignmentOf(word);
    let at = document;
    for (const key of keys.slice(0, -1)) at = (at[key] ??= {}) as Record<string, unknown>;
    at[keys.at(-1)!] = value;
  }
  return document;
}
