/** What keeps a text from being read; the line is that of its text, from 1. */
export class YamlFault extends Error {
  constructor(
    readonly kind: 'syntax' | 'tab' | 'twice' | 'beyond' | 'quote',
    readonly line: number,
    readonly what: string,
  ) {
    super(`${kind} in line ${line}: ${what}`);
  }
}

const numberForm = /^[-+]?(\.\d+|\d+(\.\d*)?)([eE][-+]?\d+)?$/;

/** What a plain word of YAML 1.2 means. */
export function plainValue(text: string): unknown {
  if (/^(|~|null|Null|NULL)$/.test(text)) return null;
  if (/^(true|True|TRUE)$/.test(text)) return true;
  if (/^(false|False|FALSE)$/.test(text)) return false;
  if (/^0x[\da-fA-F]+$|^0o[0-7]+$/.test(text)) return Number(text);
  return numberForm.test(text) ? Number(text) : text;
}

/** What of YAML a form cannot keep: anchors, aliases, tags, directives. */
const beyond = /^[&*!%@`]/;

/** Reads one value from the beginning of a text, and gives what is left of it. Inside of brackets commas and brackets end a word. */
export function readValue(text: string, line: number, isInside: boolean): { value: unknown; rest: string } {
  const first = text[0] ?? '';
  if (beyond.test(first)) throw new YamlFault('beyond', line, text.slice(0, 40));
  if (first === '"' || first === "'") return readQuoted(text, line);
  if (/^([,\]}#|>]|[-?:](\s|$))/.test(text)) throw new YamlFault('syntax', line, text.slice(0, 40));
  if (first === '[') return readItems(text, line);
  if (first === '{') return readPairs(text, line);
  const end = isInside ? /\s#|\s*[,\]}]|:(?=\s|$)/.exec(text) : /\s#/.exec(text);
  const plain = end === null ? text : text.slice(0, end.index);
  if (!isInside && /:(\s|$)/.test(plain)) throw new YamlFault('syntax', line, plain.slice(0, 40));
  return { value: plainValue(plain.trim()), rest: text.slice(plain.length) };
}

function readQuoted(text: string, line: number): { value: string; rest: string } {
  const [whole] = (text[0] === '"' ? /^"(?:[^"\\]|\\.)*"/ : /^'(?:[^']|'')*'/).exec(text) ?? [];
  if (whole === undefined) throw new YamlFault('quote', line, text.slice(0, 40));
  const rest = text.slice(whole.length);
  if (whole.startsWith("'")) return { value: whole.slice(1, -1).replaceAll("''", "'"), rest };
  try {
    return { value: JSON.parse(whole) as string, rest };
  } catch {
    throw new YamlFault('quote', line, whole.slice(0, 40));
  }
}

/** Items up to the bracket that closes them. */
function readAll(text: string, close: string, line: number, take: (rest: string) => string): string {
  let rest = text.slice(1).trimStart();
  while (!rest.startsWith(close)) {
    rest = take(rest).trimStart();
    if (rest.startsWith(',')) rest = rest.slice(1).trimStart();
    else if (!rest.startsWith(close)) throw new YamlFault('syntax', line, text.slice(0, 40));
  }
  return rest.slice(1);
}

function readItems(text: string, line: number): { value: unknown[]; rest: string } {
  const value: unknown[] = [];
  const rest = readAll(text, ']', line, (left) => {
    const item = readValue(left, line, true);
    if (item.rest === left) throw new YamlFault('syntax', line, text.slice(0, 40));
    value.push(item.value);
    return item.rest;
  });
  return { value, rest };
}

function readPairs(text: string, line: number): { value: Record<string, unknown>; rest: string } {
  const pairs = new Map<string, unknown>();
  const rest = readAll(text, '}', line, (left) => {
    const name = readValue(left, line, true);
    // Behind quotes a colon needs no blank, as in JSON.
    const [colon] = (/^["']/.test(left) ? /^\s*:\s*/ : /^\s*:(?=\s|$)\s*/).exec(name.rest) ?? [];
    if (colon === undefined) throw new YamlFault('syntax', line, text.slice(0, 40));
    const item = readValue(name.rest.slice(colon.length), line, true);
    addPair(pairs, String(name.value), item.value, line);
    return item.rest;
  });
  return { value: Object.fromEntries(pairs), rest };
}

export function addPair(pairs: Map<string, unknown>, name: string, value: unknown, line: number): void {
  if (pairs.has(name)) throw new YamlFault('twice', line, name);
  pairs.set(name, value);
}
