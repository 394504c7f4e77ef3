import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { root } from './support/root.js';

const built = join(root, 'dist/apps/console');
const files = readdirSync(built, { recursive: true, withFileTypes: true })
  .filter((entry) => entry.isFile())
  .map((entry) => ({ name: entry.name, bytes: readFileSync(join(entry.parentPath, entry.name)) }));

/** The page and what it names, also what that imports: all else is loaded once it is wanted. */
function firstLoad(): typeof files {
  const first = files.filter(({ name }) => name === 'index.html');
  for (const { name, bytes } of first) {
    const named = name.endsWith('.html') ? /(?:src|href)="[^"]*?([^"/]+)"/g : /(?:from|import)\s*"\.\/([^"]+)"/g;
    const names = [...bytes.toString().matchAll(named)].map(([, file]) => file);
    first.push(...files.filter((file) => names.includes(file.name) && !first.includes(file)));
  }
  return first;
}

const packedSum = (some: typeof files): number =>
  some.reduce((sum, { bytes }) => sum + gzipSync(bytes, { level: 9 }).length, 0);

test('the first load of the console is under 120 KB as it is sent, and what a Chinese page loads behind it under 40', () => {
  const first = firstLoad();
  const later = files.filter((file) => !first.includes(file));
  const descriptions = later.filter(({ name }) => name.startsWith('descriptions-'));
  const adoption = later.filter(({ name }) => name.startsWith('AdoptDialog-'));
  const chinese = later.filter((file) => !descriptions.includes(file) && !adoption.includes(file));
  const [sum, more, described] = [packedSum(first), packedSum(chinese), packedSum(descriptions)];
  const kilobytes = (bytes: number): string => `${(bytes / 1000).toFixed(1)} kB`;
  process.stdout.write(
    `console: ${kilobytes(sum)} in ${first.length} files, Chinese ${kilobytes(more)}, of settings ${kilobytes(described)}\n`,
  );
  expect(sum).toBeLessThan(120_000);
  expect(later.map(({ name }) => name.replace(/-.*/, '')).sort()).toEqual([
    'AdoptDialog',
    'descriptions',
    'index',
    'zh',
  ]);
  // All that errors, findings and hosts say, in Chinese.
  expect(more).toBeLessThan(40_000);
  // What settings are for: loaded where there are some.
  expect(described).toBeLessThan(8_000);
  // The dialog about layouts of other tools: loaded where somebody opens it.
  expect(packedSum(adoption)).toBeLessThan(3_000);
});

test('of the contract it has the types, not the schemas and what checks them', () => {
  const text = files.map(({ bytes }) => bytes.toString()).join('\n');
  // What a form is made of is asked for; it reads the words of a schema, and holds none.
  expect(text).not.toMatch(/\bajv\b|additionalProperties\s*:|discriminator/i);
});

test('it names no address but those of this gateway', () => {
  const text = files.map(({ bytes }) => bytes.toString()).join('\n');
  // Names of XML vocabularies are no addresses; the others are examples in empty fields and the code that shortens one.
  const named = [...text.matchAll(/https?:\/\/[\w.-]+/g)].map(([address]) => address);
  expect([...new Set(named)].sort()).toEqual(['http://10.0.0.3', 'http://www.w3.org']);
});
