import { hostname } from 'node:os';
import { expect, test } from 'vitest';
import { machineOfWorker, ownWorkerId } from './workerId.js';

test('the machine of a worker is known by its id, whatever is in its name', () => {
  expect(machineOfWorker(ownWorkerId())).toBe(hostname());
  expect(['ops1', 'ops1-b', 'ops-2', 'a-7-b'].map((name) => machineOfWorker(`${name}-4711-0a1b2c3d`))).toEqual([
    ...['ops1', 'ops1-b', 'ops-2', 'a-7-b'],
  ]);
});
