import { EventEmitter } from 'node:events';
import type { Client } from 'ssh2';
import { expect, test } from 'vitest';
import type { ConnectionLease } from '../pool/pool.js';
import type { SshLogin } from '../login/types.js';
import { openProcess, type SshRoute } from './openProcess.js';

test('a command that has ended leaves nothing behind on the connection it used', async () => {
  let waiting = 0;
  let released = 0;
  const channels: EventEmitter[] = [];
  const gone = new Promise<void>(() => undefined);
  const watched = Object.assign(gone, {
    then: (...given: Parameters<Promise<void>['then']>) => {
      waiting += 1;
      return Promise.prototype.then.apply(gone, given);
    },
  });
  const client = {
    exec: (_command: string, settle: (error: undefined, channel: EventEmitter) => void) => {
      const channel = new EventEmitter();
      channels.push(channel);
      settle(undefined, channel);
    },
  } as unknown as Client;
  const lease = {
    connection: { client, gone: watched },
    traits: {},
    full: () => undefined,
    release: () => (released += 1),
  } as unknown as ConnectionLease;
  const route = { pool: { lease: () => Promise.resolve(lease) }, connectTimeoutMs: 1000 } as unknown as SshRoute;
  for (let command = 0; command < 5; command++) {
    const { end } = await openProcess(route, {} as SshLogin, 'true');
    channels.at(-1)!.emit('close');
    await end.ended;
  }
  await Promise.resolve();
  expect(released).toBe(5);
  expect(waiting).toBe(0);
});
