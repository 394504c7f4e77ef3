import { once } from 'node:events';
import { Readable } from 'node:stream';
import { text } from 'node:stream/consumers';
import pLimit from 'p-limit';
import { expect, test } from 'vitest';
import { connect } from '../connect/connect.js';
import { createPool } from '../pool/pool.js';
import { openProcess } from '../run/openProcess.js';
import { startTestSshd, testOptions } from '../sshd.fixture.js';
import { joinOut } from './join.js';

const chunk = Buffer.alloc(64 * 1024, 'x');
const chunks = 128;

test('a host that takes nothing for a while has no more than a little waiting for it here, and gets all of it', async () => {
  const sshd = await startTestSshd('127.0.0.37');
  const options = testOptions();
  const stop = new AbortController();
  const pool = createPool({
    open: (target) =>
      connect(target, {
        ...options,
        starts: pLimit(1),
        hold: () => Promise.reject(new Error('there is no jump host')),
        stop: stop.signal,
      }),
    maxChannels: 1,
    idleMs: options.idleMs,
  });
  try {
    const route = { pool, connectTimeoutMs: options.connectTimeoutMs };
    const opened = await openProcess(route, sshd.target, 'sleep 0.5; wc -c');
    const source = Readable.from(Array.from({ length: chunks }, () => chunk));
    const waiting: number[] = [];
    joinOut(source, opened);
    source.on('data', () => waiting.push(opened.channel.writableLength));
    const closed = once(opened.channel, 'close');
    expect((await text(opened.channel)).trim()).toBe(String(chunks * chunk.length));
    await closed;
    expect(waiting).toHaveLength(chunks);
    expect(Math.max(...waiting)).toBeLessThanOrEqual(256 * 1024 + chunk.length);
  } finally {
    stop.abort();
    await pool.close();
    await sshd.stop();
  }
});
