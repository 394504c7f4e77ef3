import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { errorCodes } from '#contract';

const source = new URL('..', import.meta.url).pathname;
const files = readdirSync(source, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.sh'));
const said = files.flatMap((name) =>
  [...readFileSync(join(source, name), 'utf8').matchAll(/\bdie ([A-Z_]+)/g)].map((match) => match[1]!),
);

test('every word a script on a host dies with is a code of the catalogue', () => {
  expect(said.length).toBeGreaterThan(10);
  expect(said.filter((word) => !Object.hasOwn(errorCodes, word))).toEqual([]);
});
