import { statusOf } from '#api';
import { errorCodes, type Code } from '#contract';
import { codeHtml, escapeHtml } from './html.js';

type Sentence = (typeof errorCodes)[Code]['en'];

/** Details of no error at hand: each stands for itself, by its name, unless it is left out. `read` gathers the names that were asked for. */
const placeholders = (read: Set<string>, without: readonly string[]) =>
  new Proxy({} as Record<string, string>, {
    get: (_target, name) => {
      read.add(String(name));
      return without.includes(String(name)) ? undefined : `<${String(name)}>`;
    },
  });

/** What a sentence can be: details that it looks at and does not show decide between two. */
function variantsOf(sentence: Sentence): string[] {
  const read = new Set<string>();
  const whole = sentence(placeholders(read, []));
  const deciding = [...read].filter((name) => !whole.includes(`<${name}>`));
  return [...new Set([sentence(placeholders(new Set(), deciding)), whole])];
}

const paragraphs = (sentence: Sentence | undefined, attributes = ''): string =>
  sentence === undefined
    ? ''
    : variantsOf(sentence)
        .map((text) => `<p${attributes}>${escapeHtml(text)}</p>\n`)
        .join('');

/** Every error code with its cause, what to do, and its Chinese text in /rex where it has one, as HTML. */
export function errorReference(): string {
  const entries = (Object.keys(errorCodes) as Code[]).map((code) => {
    const { kind, class: of, en, advice, zh } = errorCodes[code];
    const kinds = kind === 'refused' ? `HTTP ${statusOf(code)}, refused` : `${kind}, class ${codeHtml(of)}`;
    const texts = `${paragraphs(en)}${paragraphs(advice)}${paragraphs(zh, ' lang="zh" class="facts"')}`;
    return `<h3 id="${code}">${codeHtml(code)} <small>${kinds}</small></h3>\n${texts}`;
  });
  return entries.join('\n');
}
