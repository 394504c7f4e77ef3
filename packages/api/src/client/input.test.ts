import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { urlOf } from './input.js';

test('command line, console and handlers write no path of the API', () => {
  const apps = new URL('../../../../apps/', import.meta.url).pathname;
  const sources = ['cli/src', 'console/src', 'gateway/src/v1'].flatMap((folder) =>
    readdirSync(join(apps, folder), { recursive: true, withFileTypes: true })
      .filter((entry) => /(?<!\.test|\.fixture)\.tsx?$/.test(entry.name))
      .map((entry) => join(entry.parentPath, entry.name)),
  );
  expect(sources.length).toBeGreaterThan(100);
  const written = sources.filter((file) => /['"`]\/(v1|queues\/session)/.test(readFileSync(file, 'utf8')));
  expect(written).toEqual([]);
});

test('an address has its parts and its query quoted, and what has no value is left out', () => {
  const path = { id: 'a', key: 'b/c d' };
  expect(urlOf('http://x', 'getPart', path, { q: 'x&y', no: undefined, empty: '', none: null, limit: 0 })).toBe(
    'http://x/v1/releases/a/apps/b%2Fc%20d?q=x%26y&limit=0',
  );
});
