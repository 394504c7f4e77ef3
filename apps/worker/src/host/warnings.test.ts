import { inEnglish } from '#contract';
import { expect, test } from 'vitest';
import { warningsOfApp } from './warnings.js';

test.each([
  [
    { lasts: 'no' },
    [
      'server1 (10.0.0.1): its unit ends at the logout of the user who logs in; let it stay, as that user on the host: loginctl enable-linger',
    ],
  ],
  [{}, []],
])('what a host says of itself is warned of: %j', (facts, warnings) => {
  const found = warningsOfApp({ appKey: 'server1', host: '10.0.0.1' }, facts);
  expect(found.map((one) => (typeof one === 'string' ? one : inEnglish(one).message))).toEqual(warnings);
});
