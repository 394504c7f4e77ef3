import { isTree } from './tree.js';
import { plainValue } from './yamlScalar.js';

/** What YAML takes for something else than text, written plainly. */
const reserved = /^(true|false|null|yes|no|on|off|y|n)$/i;
/** Text that means itself without quotes: it begins like no other value, and holds nothing that ends it. */
const plain = /^[\w/\p{Script=Han}](?:[^:#\p{Cc}]|:(?=\S)|(?<=\S)#)*(?<!\s)$/u;
const key = /^[A-Za-z_][\w.-]*$/;

const word = (text: string, form: RegExp): string =>
  form.test(text) && !reserved.test(text) && typeof plainValue(text) === 'string' && text.length < 200
    ? text
    : JSON.stringify(text);

function scalar(value: unknown, indent: string): string {
  if (typeof value !== 'string') return JSON.stringify(value) ?? 'null';
  const isBlock = /\n/.test(value) && !/[^\P{Cc}\n\t]/u.test(value) && !/^\s|\s$/.test(value);
  if (!isBlock) return word(value, plain);
  return `|-\n${value
    .split('\n')
    .map((line) => (line === '' ? '' : `${indent}  ${line}`))
    .join('\n')}`;
}

function lines(value: unknown, indent: string): string[] {
  if (Array.isArray(value)) {
    return value.flatMap((item) => {
      if (!isTree(item) || Object.keys(item).length === 0) return [`${indent}- ${scalar(item, indent)}`];
      const [first, ...rest] = lines(item, `${indent}  `);
      return [`${indent}- ${first!.slice(indent.length + 2)}`, ...rest];
    });
  }
  return Object.entries(value as Record<string, unknown>).flatMap(([name, one]) => {
    const head = `${indent}${word(name, key)}:`;
    const isEmpty = typeof one === 'object' && one !== null && Object.keys(one).length === 0;
    if (typeof one === 'object' && one !== null && !isEmpty) return [head, ...lines(one, `${indent}  `)];
    return [`${head} ${scalar(one, indent)}`];
  });
}

/** Settings as YAML, a key to a line. */
export const yamlOf = (value: unknown): string =>
  isTree(value) && Object.keys(value).length > 0 ? lines(value, '').join('\n') : '';
