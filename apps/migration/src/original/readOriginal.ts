import { isMap, isScalar, parseDocument } from 'yaml';
import { statement } from '#contract';
import { refusedImport } from './refuse.js';

/** The keys of one section with their text, as Perl reads it: 0123 stays 0123. */
export type OriginalSection = ReadonlyMap<string, string>;

/** A config.yml of RexDeployV3. */
export interface OriginalConfig {
  /** env.key: the section that counts. */
  current: string;
  sections: ReadonlyMap<string, OriginalSection>;
}

/** Text that is left of a parser's words: they go on to quote the file, which holds secrets. */
const unquoted = (message: string): string =>
  message
    .replace(/^\w*Error: /, '')
    .split(/ at line \d|[:"'\\]/)[0]!
    .trim();

const undefinedInPerl = '~';

function sectionOf(node: unknown): OriginalSection {
  if (!isMap(node)) return new Map();
  return new Map(
    node.items.map(({ key, value }) => {
      // The JSON of a receiver may stand there without quotes: it is a map to YAML.
      const text = isScalar(value) ? String(value.value ?? '') : value === null ? '' : JSON.stringify(value);
      return [isScalar(key) ? String(key.value) : String(key), text === undefinedInPerl ? '' : text];
    }),
  );
}

/** Reads the text of a config.yml of RexDeployV3. Throws IMPORT_REFUSED for what is none. */
export function readOriginal(text: string, file: string): OriginalConfig {
  const document = parseDocument(text, { schema: 'failsafe', uniqueKeys: false, prettyErrors: true });
  const [mistake] = document.errors;
  if (mistake) {
    const { line, col } = mistake.linePos?.[0] ?? { line: 1, col: 1 };
    throw refusedImport(statement('moving.syntax', { file, line, column: col, reason: unquoted(mistake.message) }));
  }
  const sections = new Map<string, OriginalSection>();
  if (isMap(document.contents)) {
    for (const { key, value } of document.contents.items) {
      sections.set(isScalar(key) ? String(key.value) : String(key), sectionOf(value));
    }
  }
  const current = sections.get('env')?.get('key') ?? '';
  if (current === '') throw refusedImport(statement('moving.notOriginal', { file }));
  sections.delete('env');
  if (!sections.has(current)) throw refusedImport(statement('moving.noSection', { file, name: current }));
  return { current, sections: withCommonDatabase(sections) };
}

/** Whether a text is a config.yml of RexDeployV3 at all. */
export function isOriginal(text: string): boolean {
  const { contents } = parseDocument(text, { schema: 'failsafe', uniqueKeys: false });
  return isMap(contents) && isMap(contents.get('env'));
}

/** Earlier versions name the database once, in a section `db`. */
function withCommonDatabase(sections: ReadonlyMap<string, OriginalSection>): ReadonlyMap<string, OriginalSection> {
  const db = sections.get('db');
  if (!db?.has('dbhost') || db.has('user')) return sections;
  const others = [...sections].filter(([name]) => name !== 'db');
  return new Map(
    others.map(([name, section]) => [
      name,
      section.size === 0 || section.has('dbhost') ? section : new Map([...db, ...section]),
    ]),
  );
}
