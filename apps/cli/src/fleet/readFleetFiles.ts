import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import type { Statement } from '#contract';
import type { FleetDocument, FleetPath, ParsedFleet } from '#fleet';
import { usageError } from '../errors/cliError.js';
import { sentence } from '../language/sentence.js';

/** Something wrong with a file, at its place. */
export interface FileFault {
  file: string;
  line: number;
  column: number;
  /** The way to the value, such as `groups.shop.port`; empty where the text itself is wrong. */
  path: string;
  message: string;
  /** What the message says, for other languages. */
  statement: Statement;
}

/** Fleet files as they were read. */
export interface FleetFiles {
  documents: FleetDocument[];
  faults: FileFault[];
}

const isFleetFile = (name: string): boolean => /\.(ya?ml|json)$/.test(name);

/** The files a path means: itself, or the fleet files of a directory in the order of their names. */
function filesAt(path: string): string[] {
  if (path === '-') return ['-'];
  try {
    const stat = statSync(path);
    if (stat.isFile() || stat.isFIFO()) return [path];
    if (!stat.isDirectory()) throw usageError(sentence('package.neither', { path }));
    const found = readdirSync(path).filter(isFleetFile).sort();
    if (found.length === 0) throw usageError(sentence('files.emptyDirectory', { path }));
    return found.map((name) => join(path, name));
  } catch (thrown) {
    throw (thrown as { code?: string }).code === undefined
      ? thrown
      : usageError(sentence('package.unreadable', { path, reason: (thrown as Error).message }));
  }
}

const contentOf = async (file: string): Promise<string> =>
  file === '-' ? await text(process.stdin) : readFileSync(file, 'utf8');

/**
 * Reads fleet files, directories of them, or stdin (`-`), and finds what is wrong with each and with all together, as far as that can be
 * told without a gateway. Throws CliError for what cannot be read.
 */
export async function readFleetFiles(paths: readonly string[]): Promise<FleetFiles> {
  // Loaded only now: what checks files would double the time in which every other command starts.
  const [{ checkForm, checkHosts, expandAll, parseFleet, spellPath }, { inEnglish }] = await Promise.all([
    import('#fleet'),
    import('#contract'),
  ]);
  const files = paths.flatMap(filesAt);
  const faults: FileFault[] = [];
  const read: { file: string; parsed: ParsedFleet; document: FleetDocument }[] = [];
  const noteAt = (file: string, parsed: ParsedFleet, path: FleetPath, problem: Statement): void => {
    const { message } = inEnglish(problem);
    const fault = { file, ...parsed.positionOf(path), path: spellPath(path), message, statement: problem };
    const known = faults.some((other) => other.file === file && other.path === fault.path && other.message === message);
    if (!known) faults.push(fault);
  };
  for (const file of files) {
    const parsed = parseFleet(await contentOf(file));
    faults.push(
      ...parsed.mistakes.map(({ position, problem }) => ({
        ...{ file, ...position, path: '' },
        ...{ message: inEnglish(problem).message, statement: problem },
      })),
    );
    if (parsed.mistakes.length > 0) continue;
    const { value } = parsed;
    const fits = checkForm(value, (path, problem) => {
      noteAt(file, parsed, path, problem);
    });
    if (fits) read.push({ file, parsed, document: value });
  }
  const documents = read.map(({ document }) => document);
  const environment = documents.find((document) => document.environment !== undefined)?.environment ?? 'environment';
  const report = (path: FleetPath, problem: Statement): void => {
    const [first, ...rest] = path;
    const { file, parsed } = read[documents.length > 1 ? Number(first) : 0]!;
    noteAt(file, parsed, documents.length > 1 ? rest : path, problem);
  };
  const { hosts } = expandAll(documents, environment, report);
  const reportHost = (path: FleetPath, problem: Statement): void => {
    const { file, parsed } =
      read.find(({ document }) => Object.hasOwn(document.hosts ?? {}, String(path[1]))) ?? read[0]!;
    noteAt(file, parsed, path, problem);
  };
  checkHosts(hosts, reportHost, { all: false });
  return { documents, faults };
}
