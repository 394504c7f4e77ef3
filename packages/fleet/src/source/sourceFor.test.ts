import { expect, test } from 'vitest';
import type { CodedError } from '#contract';
import type { SourceSettings } from '../settings/source.js';
import { sourceFor } from './sourceFor.js';

const at = { group: 'shop', environment: 'prod' };
const url = 'https://builds.example/{group}/{environment}/shop-{version}.tar.gz';
const place = 'https://builds.example/shop/prod/shop-';
const repository = 'https://git.example/shop.git';

test.each<[SourceSettings | null, object, object]>([
  [null, {}, { kind: 'updateDirectory' }],
  [{ type: 'updateDirectory' }, {}, { kind: 'updateDirectory' }],
  [{ type: 'environment', name: 'uat' }, {}, { kind: 'environment', name: 'uat' }],
  [{ type: 'url', url }, { version: '1.4.2' }, { kind: 'url', url: `${place}1.4.2.tar.gz`, apply: 'replace' }],
  [
    { type: 'url', url },
    { version: '1/../2 %&?#' },
    { kind: 'url', url: `${place}1%2F..%2F2%20%25%26%3F%23.tar.gz`, apply: 'replace' },
  ],
  [
    { type: 'url', url: 'https://b.example/a', sha256: '{url}.sha256', apply: 'merge', authorization: { secret: 'b' } },
    {},
    { kind: 'url', url: 'https://b.example/a', sums: 'required', apply: 'merge', authorization: { secret: 'b' } },
  ],
  [{ type: 'git', repository }, {}, { kind: 'git', repository, apply: 'replace' }],
  [
    { type: 'git', repository, ref: 'v{version}' },
    { version: '1.4.2' },
    { kind: 'git', repository, ref: 'v1.4.2', apply: 'replace' },
  ],
  [
    { type: 'git', repository, ref: 'v{version}' },
    { ref: 'main' },
    { kind: 'git', repository, ref: 'main', apply: 'replace' },
  ],
])('%j with %j is %j', (settings, words, source) => {
  expect(sourceFor(settings, { ...at, ...words })).toEqual(source);
});

test.each<[SourceSettings | null, object, string]>([
  [{ type: 'url', url }, {}, 'version'],
  [{ type: 'url', url: 'https://b.example/{commit}' }, { version: '1' }, 'commit'],
  [{ type: 'url', url: 'https://b.example/{version}/a' }, { version: '..' }, 'version'],
  [{ type: 'git', repository, ref: 'v{version}' }, {}, 'version'],
  [{ type: 'url', url }, { version: '1', ref: 'main' }, 'ref'],
  [null, { ref: 'main' }, 'ref'],
  [{ type: 'upload' }, {}, 'source'],
])('%j with %j is refused for its %s', (settings, words, field) => {
  const refused = (): CodedError => {
    try {
      throw new Error(JSON.stringify(sourceFor(settings, { ...at, ...words })));
    } catch (thrown) {
      return thrown as CodedError;
    }
  };
  expect(refused()).toMatchObject({ code: 'PARAMETER_INVALID', details: { field } });
});
