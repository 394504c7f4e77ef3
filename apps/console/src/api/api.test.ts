import { expect, test } from 'vitest';
import { refusal } from './refused.js';
import { createParser } from './sse.js';

test('a stream is cut into messages however its bytes arrive', () => {
  const text = 'retry: 2000\n\nid: 7\nevent: vote\ndata: {"a":1}\n\n: nothing new\n\nid: 8\ndata: one\ndata: two\n\n';
  const whole = createParser()(text);
  expect(whole).toEqual([
    { id: '7', data: '{"a":1}' },
    { id: '8', data: 'one\ntwo' },
  ]);
  const parse = createParser();
  expect([...text].flatMap((letter) => parse(letter))).toEqual(whole);
});

test('a refusal is the problem that was told, with what is special to it', async () => {
  const problem = {
    type: 'x',
    title: 'Conflict',
    status: 409,
    detail: 'web1 is busy',
    code: 'APP_BUSY',
    advice: null,
    app: 'web1',
  };
  const refused = await refusal(new Response(JSON.stringify(problem), { status: 409 }));
  expect(refused).toMatchObject({ status: 409, code: 'APP_BUSY', message: 'web1 is busy', details: { app: 'web1' } });
});

test('what is no problem of this API is told by its status', async () => {
  const refused = await refusal(new Response('<html>', { status: 502, statusText: 'Bad Gateway' }));
  expect(refused).toMatchObject({ status: 502, code: null, message: '502 Bad Gateway' });
});
