import { LineCounter, isMap, isScalar, isSeq, parseDocument, visit, type Document, type Node, type Scalar } from 'yaml';
import { statement, type Statement } from '#contract';
import type { FleetPath } from '../model/problem.js';
import { syntaxReason } from './syntaxReason.js';

/** A place in a text, both from 1. */
export interface FilePosition {
  line: number;
  column: number;
}

/** A text as it was read. */
export interface ParsedFleet {
  /** The value; undefined where the text could not be read. */
  value: unknown;
  /** What is wrong with the text as YAML; each knows its place. */
  mistakes: { position: FilePosition; problem: Statement }[];
  /** Where a value stands in the text; where it is missing, what was to hold it. */
  positionOf(path: FleetPath): FilePosition;
}

const largest = 8 * 2 ** 20;

/** The anchors, aliases and tags of a document, as mistakes: they make much of a small text, and things that are no data. */
function fancies(document: Document.Parsed): { offset: number; problem: Statement }[] {
  const found: { offset: number; problem: Statement }[] = [];
  visit(document, {
    Alias: (_, { range }) => void found.push({ offset: range?.[0] ?? 0, problem: statement('file.plain') }),
    Node: (_, node) => {
      const { anchor, tag, range } = node as Partial<Pick<Scalar, 'anchor' | 'tag' | 'range'>>;
      if (anchor !== undefined || tag !== undefined)
        found.push({ offset: range?.[0] ?? 0, problem: statement('file.plain') });
    },
  });
  return found;
}

/**
 * Reads a fleet file, in YAML or JSON; nothing but its syntax is checked. A key given twice is a mistake, and so are aliases and tags
 * where it has to be plain.
 */
export function parseFleet(text: string, { plain = false } = {}): ParsedFleet {
  const first = { line: 1, column: 1 };
  if (text.length > largest) {
    const problem = statement('file.tooLarge', { n: largest / 2 ** 20 });
    return { value: undefined, mistakes: [{ position: first, problem }], positionOf: () => first };
  }
  const counter = new LineCounter();
  const document = parseDocument(text, { lineCounter: counter, prettyErrors: false, uniqueKeys: true });
  const at = (offset: number): FilePosition => {
    const { line, col } = counter.linePos(offset);
    return { line: Math.max(line, 1), column: Math.max(col, 1) };
  };
  const found = [...document.errors, ...document.warnings];
  const twice = found.filter(({ code }) => code === 'DUPLICATE_KEY');
  // What comes behind a mistake of syntax mostly comes of it.
  const firstOther = found.find(({ code }) => code !== 'DUPLICATE_KEY');
  const mistakes = [...twice, ...(firstOther ? [firstOther] : [])].map(({ code, pos, message }) => ({
    position: at(pos[0]),
    problem:
      code === 'DUPLICATE_KEY'
        ? statement('file.twice', { key: keyAt(text, pos[0]) })
        : syntaxProblem(text, pos[0], syntaxReason(code, message)),
  }));
  if (plain) mistakes.push(...fancies(document).map(({ offset, problem }) => ({ position: at(offset), problem })));
  return { ...valueOf(document, mistakes), positionOf: (path) => at(offsetOf(document, path)) };
}

/** The key that begins at an offset. */
const keyAt = (text: string, offset: number): string => text.slice(offset, offset + 200).split(/\s*:(?:\s|$)/)[0]!;

/** What the parser says, and what it mostly means where a line holds a placeholder. */
function syntaxProblem(text: string, offset: number, reason: Statement | string): Statement {
  const line = text.slice(text.lastIndexOf('\n', offset - 1) + 1).split('\n')[0]!;
  return statement(/\{\w+\}/.test(line) ? 'file.syntaxBrace' : 'file.syntax', { reason });
}

function valueOf(
  document: Document.Parsed,
  mistakes: ParsedFleet['mistakes'],
): Pick<ParsedFleet, 'value' | 'mistakes'> {
  if (mistakes.length > 0) return { value: undefined, mistakes };
  try {
    return { value: document.toJS({ maxAliasCount: 100 }) as unknown, mistakes };
  } catch (thrown) {
    const problem =
      thrown instanceof Error ? statement('file.syntax', { reason: thrown.message }) : statement('file.aliasLost');
    return { value: undefined, mistakes: [{ position: { line: 1, column: 1 }, problem }] };
  }
}

/** The offset of the key, or of the item of a list, that a path leads to. */
function offsetOf(document: Document.Parsed, path: FleetPath): number {
  let node = document.contents as Node | null;
  let offset = node?.range?.[0] ?? 0;
  for (const part of path) {
    if (isMap(node)) {
      const pair = node.items.find(({ key }) => isScalar(key) && String(key.value) === String(part));
      if (!pair) return offset;
      offset = (pair.key as Node).range?.[0] ?? offset;
      node = pair.value as Node | null;
    } else if (isSeq(node) && typeof part === 'number') {
      node = (node.items[part] as Node | undefined) ?? null;
      offset = node?.range?.[0] ?? offset;
    } else return offset;
  }
  return offset;
}
