import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { basename, dirname, join, posix } from 'node:path';
import ts from 'typescript';
import { expect, test } from 'vitest';
import { root } from './support/root.js';

/* The shape of the repository as rules, without exceptions. */

const below = (folder: string): string[] =>
  readdirSync(join(root, folder), { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(root.length).replace(/^\//, ''));

const files = [
  ...readdirSync(root).filter((name) => name.endsWith('.md')),
  ...['.github', 'apps', 'packages'].flatMap(below),
];

const isSource = (file: string): boolean =>
  /^(apps|packages)\/[^/]+\/src\/.*\.tsx?$/.test(file) && !/\.(test|fixture)\.tsx?$|\/testing\//.test(file);

const sources = files.filter(isSource).map((path) => ({
  path,
  tree: ts.createSourceFile(path, readFileSync(join(root, path), 'utf8'), ts.ScriptTarget.Latest, true),
}));

/** `apps/gateway` of `apps/gateway/src/v1/answer.ts`. */
const packageOf = (path: string): string => path.split('/').slice(0, 2).join('/');

function importsOf(tree: ts.SourceFile): string[] {
  return tree.statements.flatMap((statement) =>
    (ts.isImportDeclaration(statement) || ts.isExportDeclaration(statement)) &&
    statement.moduleSpecifier &&
    ts.isStringLiteral(statement.moduleSpecifier)
      ? [statement.moduleSpecifier.text]
      : [],
  );
}

/** The names a file declares and exports, not those it hands on. */
function exportsOf(tree: ts.SourceFile): string[] {
  return tree.statements.flatMap((statement) => {
    const isExported =
      ts.canHaveModifiers(statement) &&
      ts.getModifiers(statement)?.some(({ kind }) => kind === ts.SyntaxKind.ExportKeyword) === true;
    if (!isExported) return [];
    if (ts.isVariableStatement(statement)) {
      return statement.declarationList.declarations.flatMap(({ name }) => (ts.isIdentifier(name) ? [name.text] : []));
    }
    const { name } = statement as { name?: ts.Node };
    return name && ts.isIdentifier(name) ? [name.text] : [];
  });
}

/** Folders that lead back to themselves: every group of folders that reach each other, as one line. */
function cyclesOf(edges: ReadonlyMap<string, ReadonlySet<string>>): string[] {
  const reach = (from: string): Set<string> => {
    const seen = new Set<string>();
    const open = [from];
    for (let folder = open.pop(); folder !== undefined; folder = open.pop()) {
      for (const next of edges.get(folder) ?? []) {
        if (seen.has(next)) continue;
        seen.add(next);
        open.push(next);
      }
    }
    return seen;
  };
  const reached = new Map([...edges.keys()].map((folder) => [folder, reach(folder)]));
  const groups = [...edges.keys()]
    .filter((folder) => reached.get(folder)!.has(folder))
    .map((folder) =>
      [...reached.get(folder)!]
        .filter((other) => reached.get(other)?.has(folder))
        .sort()
        .join(' '),
    );
  return [...new Set(groups)].sort();
}

function folderEdges(): Map<string, Set<string>> {
  const edges = new Map<string, Set<string>>();
  for (const { path, tree } of sources) {
    const folder = dirname(path);
    const targets = edges.get(folder) ?? new Set();
    edges.set(folder, targets);
    for (const specifier of importsOf(tree)) {
      if (!specifier.startsWith('.')) continue;
      const target = posix.dirname(posix.join(folder, specifier));
      if (target !== folder) targets.add(target);
    }
  }
  return edges;
}

test('folders of an app or package form no cycle', () => {
  expect(cyclesOf(folderEdges())).toEqual([]);
});

test('a folder has at most 20 sources', () => {
  const counts = new Map<string, number>();
  for (const { path } of sources) {
    const folder = dirname(path);
    if (basename(folder) !== 'migrations') counts.set(folder, (counts.get(folder) ?? 0) + 1);
  }
  const full = [...counts].filter(([, count]) => count > 20).map(([folder]) => folder);
  expect(full).toEqual([]);
});

test('an exported name means one thing', () => {
  const owners = new Map<string, Set<string>>();
  for (const { path, tree } of sources) {
    if (path.includes('/migrations/')) continue;
    for (const name of exportsOf(tree)) owners.set(name, (owners.get(name) ?? new Set()).add(packageOf(path)));
  }
  const several = [...owners].filter(([, packages]) => packages.size > 1).map(([name]) => name);
  expect(several.sort()).toEqual([]);
});

/** A column and a phase, which keep their names outside. */
const wireNames = ['walk_fence', 'visit'];
const forbidden = ['house', 'moment', 'walk', 'visit', 'cargo', 'keeper', 'ballot', 'marks', 'told', 'said'];

/** The words of `someName` or `SOME_NAME`, in lower case. */
const wordsOf = (name: string): string[] =>
  name.split(/(?=[A-Z][a-z])|_|(?<=[a-z])(?=[A-Z])/).map((word) => word.toLowerCase());

test('no identifier holds a word that is gone', () => {
  const found = new Set<string>();
  for (const { path, tree } of sources) {
    const look = (node: ts.Node): void => {
      if (
        ts.isIdentifier(node) &&
        !wireNames.includes(node.text) &&
        wordsOf(node.text).some((word) => forbidden.includes(word))
      ) {
        found.add(`${packageOf(path)} ${node.text}`);
      }
      ts.forEachChild(node, look);
    };
    look(tree);
  }
  expect([...found].sort()).toEqual([]);
});

test('every path the documentation names exists', () => {
  const pages = files.filter((file) => file.endsWith('.md'));
  const missing = pages.flatMap((page) => {
    const text = readFileSync(join(root, page), 'utf8');
    // A pattern such as `rexflow-*.service` names no file by itself.
    const named = /(?<![\w./-])(?:apps|packages|test|\.ci|\.config|\.docker|\.github)\/[\w./-]*\w(?![\w*{/-])/g;
    const paths = [...text.matchAll(named)].map(([path]) => path);
    return paths
      .filter(
        (path) =>
          !existsSync(join(root, path)) && !['apps', 'packages'].some((dir) => existsSync(join(root, dir, path))),
      )
      .map((path) => `${page} ${path}`);
  });
  expect([...new Set(missing)].sort()).toEqual([]);
});
