import { GatewayUnreachable, ProblemError } from '#api/client';
import type { ProblemView } from '#api';
import { expect, test } from 'vitest';
import { asRefused } from './refused.js';

test('a refusal is the problem of the answer, with what is special to it', () => {
  const problem = {
    ...{ type: 'x', title: 'Conflict', status: 409, detail: 'web1 is busy', code: 'APP_BUSY', advice: null },
    app: 'web1',
  } as unknown as ProblemView;
  const refused = asRefused(new ProblemError(problem));
  expect(refused).toMatchObject({ status: 409, code: 'APP_BUSY', message: 'web1 is busy', details: { app: 'web1' } });
  expect(refused.away).toBe(false);
});

test('an answer that is none of this API is shown by its status, no answer as a gateway that is away', () => {
  const other = asRefused(new GatewayUnreachable('something else', { statusLine: '502 Bad Gateway' }));
  expect(other).toMatchObject({ status: 502, code: null, message: '502 Bad Gateway', away: false });
  expect(asRefused(new GatewayUnreachable('no answer'))).toMatchObject({ status: 0, away: true });
});
