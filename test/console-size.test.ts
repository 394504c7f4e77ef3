import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { root } from './support/root.js';

const built = join(root, 'dist/apps/console');
const files = readdirSync(built, { recursive: true, withFileTypes: true })
  .filter((entry) => entry.isFile())
  .map((entry) => ({ name: entry.name, bytes: readFileSync(join(entry.parentPath, entry.name)) }));

test('the first load of the console is under 120 KB as it is sent', () => {
  const sizes = files.map(({ name, bytes }) => ({ name, packed: gzipSync(bytes, { level: 9 }).length }));
  const sum = sizes.reduce((all, { packed }) => all + packed, 0);
  process.stdout.write(`console: ${(sum / 1000).toFixed(1)} kB compressed in ${sizes.length} files\n`);
  expect(sum).toBeLessThan(120_000);
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
