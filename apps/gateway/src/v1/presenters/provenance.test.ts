import { expect, test } from 'vitest';
import { fillTemplate, provenanceLinks, provenanceView } from './provenance.js';

const templates = {
  commit: 'https://git.example/{group}/commit/{commit}',
  build: 'https://ci.example/{branch}/{build}',
};
const known = { version: '2.1.0', commit: '9f3c2ab', branch: 'fix/basket', build: '4711' };

test.each([
  [
    'filled in, each name escaped',
    known,
    { commit: 'https://git.example/web%20shop/commit/9f3c2ab', build: 'https://ci.example/fix%2Fbasket/4711' },
  ],
  ['none where a name of it is not known', { build: '4711' }, { commit: null, build: null }],
  [
    'the address of a build itself',
    { build: 'https://ci.example/jobs/1' },
    { commit: null, build: 'https://ci.example/jobs/1' },
  ],
  ['none where nothing is known', {}, { commit: null, build: null }],
])('an address is %s', (_what, provenance, links) => {
  expect(provenanceLinks(provenance, 'web shop', templates)).toEqual(links);
});

test('without templates only the address of a build leads somewhere', () => {
  expect(provenanceLinks(known, 'web', { commit: '', build: '' })).toEqual({ commit: null, build: null });
});

test('what is secret in an address is shown nowhere', () => {
  const build = 'https://ci:geheim@ci.example/jobs/1?token=geheim';
  expect(JSON.stringify([provenanceView({ build }), provenanceLinks({ build }, 'web', templates)])).not.toContain(
    'geheim',
  );
  const template = 'https://ci:geheim@git.example/{from}?private_token=geheim&to={to}';
  const link = 'https://git.example/a?private_token=[secret]&to=b';
  expect(fillTemplate(template, { from: 'a', to: 'b' })).toBe(link);
});
