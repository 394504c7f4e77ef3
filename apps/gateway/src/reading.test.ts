import { expect, test } from 'vitest';
import { stringifyAll } from './rex/documented.js';
import { sentParameters } from './http/sentParameters.js';
import { createThrottle } from './state/throttle.js';

test('documented: indexes for arrays, text for scalars, {} for null', () => {
  expect(stringifyAll({ a: [1, null, ['x']], b: true, c: undefined, d: {}, e: [] })).toEqual({
    a: { '0': '1', '1': {}, '2': { '0': 'x' } },
    b: 'true',
    d: {},
    e: {},
  });
});

test('sent: query and body together, repeated names kept apart', () => {
  expect(sentParameters({ token: 't', a: '1' }, { token: 't', b: 2, c: true, d: null })).toEqual({
    token: 't',
    a: '1',
    b: '2',
    c: 'true',
  });
  expect(sentParameters({ k: 'a' }, { k: 'b' })).toEqual({ k: ['a', 'b'] });
  expect(sentParameters({ token: 'a' }, { token: 'b' })).toEqual({ token: ['a', 'b'] });
  const odd = sentParameters({}, JSON.parse('{"__proto__":"x"}') as unknown);
  expect(Object.keys(odd)).toEqual(['__proto__']);
  expect(() => sentParameters({}, [1])).toThrow(/JSON body/);
  expect(() => sentParameters({}, { k: { a: 1 } })).toThrow(/^k: must be text/);
});

test('the throttle counts a window, forgets it, and a success', () => {
  let at = 0;
  const throttle = createThrottle(() => at);
  const attempts = (times: number, user = 'a', address = '1'): void => {
    for (let time = 0; time < times; time += 1) throttle.attempt(address, user);
  };
  attempts(5);
  expect(() => attempts(1)).toThrow(/60 s/);
  attempts(1, 'b');
  attempts(1, 'a', '2');
  at = 59_001;
  expect(() => attempts(1)).toThrow(/1 s/);
  at = 60_001;
  attempts(4);
  throttle.succeeded('1', 'a');
  attempts(5);
  expect(() => attempts(1)).toThrow();
});

test('blanks at the end of a name make no other name', () => {
  const throttle = createThrottle(() => 0);
  for (let blanks = 0; blanks < 5; blanks += 1) throttle.attempt('1.1.1.1', `admin${' '.repeat(blanks)}`);
  expect(() => throttle.attempt('1.1.1.1', `admin${' '.repeat(90)}`)).toThrow(/60 s/);
});

test('the throttle bounds one address over many names', () => {
  const throttle = createThrottle(() => 0);
  for (let name = 0; name < 30; name += 1) throttle.attempt('1', `user${name}`);
  expect(() => throttle.attempt('1', 'another')).toThrow();
});
