import { expect, test } from 'vitest';
import { encode } from '#rex';
import { toRelease } from './toRequest.js';

const body = { apps: 'web', source: { type: 'updateDirectory' } } as const;

test.each([
  [undefined, undefined],
  ['refuse', '0'],
  ['wait', '1'],
  ['latest', 'latest'],
] as const)('queue %s in a body is queue %s in the words of /rex', (queue, word) => {
  const request = toRelease({ ...body, ...(queue === undefined ? {} : { queue }) }, { kind: 'updateDirectory' });
  expect(encode(request).parameters.queue).toBe(word);
});
