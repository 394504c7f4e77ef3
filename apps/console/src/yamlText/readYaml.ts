import { addPair, readValue, YamlFault } from './yamlScalar.js';

interface Line {
  indent: number;
  text: string;
  number: number;
}

const keyForm =
  /^("(?:[^"\\]|\\.)*"|'(?:[^']|'')*'|[^\s"'[\]{}&*!|>%@`#,?:-](?:[^:#]|:(?=\S)|(?<=\S)#)*?)\s*:(?:\s+(.*))?$/;
const blockForm = /^([|>])([-+]?)(?:\s+#.*|\s*)$/;

/**
 * Reads the YAML of settings: sections, lists, words, quoted and literal text. What a form could not keep (anchors, tags, several documents,
 * words over several lines) is refused by its line. Throws YamlFault.
 */
export function readYaml(source: string): unknown {
  const raw = source.replaceAll('\r\n', '\n').split('\n');
  const lines: Line[] = [];
  for (const [index, whole] of raw.entries()) {
    const text = whole.trim();
    if (text === '' || text.startsWith('#')) continue;
    const [blank] = /^\s*/.exec(whole)!;
    if (blank.includes('\t')) throw new YamlFault('tab', index + 1, '');
    if (/^(---|\.\.\.|%)/.test(whole)) throw new YamlFault('beyond', index + 1, text.slice(0, 40));
    lines.push({ indent: blank.length, text, number: index + 1 });
  }
  let at = 0;
  const here = (): Line | undefined => lines[at];

  function block(indent: number): unknown {
    return /^-(\s|$)/.test(here()!.text) ? items(indent) : pairs(indent);
  }

  function items(indent: number): unknown[] {
    const found: unknown[] = [];
    for (let line = here(); line?.indent === indent && /^-(\s|$)/.test(line.text); line = here()) {
      const [lead] = /^-\s*/.exec(line.text)!;
      const rest = line.text.slice(lead.length);
      if (rest === '' || rest.startsWith('#')) {
        at += 1;
        found.push(nested(indent, false));
      } else if (keyForm.test(rest) || /^-(\s|$)/.test(rest)) {
        // What stands behind the dash is a block that begins in its column.
        lines[at] = { indent: indent + lead.length, text: rest, number: line.number };
        found.push(block(indent + lead.length));
      } else found.push(value(rest, line, indent));
    }
    return ended(found, indent);
  }

  function pairs(indent: number): Record<string, unknown> {
    const found = new Map<string, unknown>();
    for (let line = here(); line?.indent === indent; line = here()) {
      const [, name, rest = ''] = keyForm.exec(line.text) ?? [];
      if (name === undefined) throw new YamlFault('syntax', line.number, line.text.slice(0, 40));
      const key = /^["']/.test(name) ? String(readValue(name, line.number, false).value) : name.trim();
      if (rest === '' || rest.startsWith('#')) {
        at += 1;
        addPair(found, key, nested(indent, true), line.number);
      } else addPair(found, key, value(rest, line, indent), line.number);
    }
    return ended(Object.fromEntries(found), indent);
  }

  /** What stands below a key or a dash; nothing is null. A list below a key may begin in the column of the key. */
  function nested(indent: number, isKey: boolean): unknown {
    const next = here();
    if (next === undefined) return null;
    const isListHere = isKey && next.indent === indent && /^-(\s|$)/.test(next.text);
    return next.indent > indent || isListHere ? block(next.indent) : null;
  }

  function ended<T>(found: T, indent: number): T {
    const next = here();
    if (next !== undefined && next.indent > indent) throw new YamlFault('syntax', next.number, next.text.slice(0, 40));
    return found;
  }

  function value(text: string, line: Line, indent: number): unknown {
    at += 1;
    const [, style, chomp] = blockForm.exec(text) ?? [];
    if (style === '|') return literal(line.number, indent, chomp!);
    if (style !== undefined) throw new YamlFault('beyond', line.number, text.slice(0, 40));
    const read = readValue(text, line.number, false);
    if (!/^(\s*|\s+#.*)$/.test(read.rest)) throw new YamlFault('syntax', line.number, read.rest.trim().slice(0, 40));
    return read.value;
  }

  function literal(number: number, indent: number, chomp: string): string {
    const body: string[] = [];
    let own: number | null = null;
    for (const whole of raw.slice(number)) {
      const depth = /^ */.exec(whole)![0].length;
      if (whole.trim() !== '' && depth <= indent) break;
      if (own === null && whole.trim() !== '') own = depth;
      body.push(own === null ? '' : whole.slice(own));
    }
    const last = number + body.length;
    while ((here()?.number ?? Infinity) <= last) at += 1;
    const text = body.join('\n');
    const stripped = text.replace(/\n*$/, '');
    if (chomp === '+') return `${text}\n`;
    return chomp === '-' || stripped === '' ? stripped : `${stripped}\n`;
  }

  if (lines.length === 0) return {};
  const first = lines[0]!;
  const read = first.text.startsWith('{') ? value(first.text, first, -1) : block(first.indent);
  const left = here();
  if (left !== undefined) throw new YamlFault('syntax', left.number, left.text.slice(0, 40));
  return read;
}
