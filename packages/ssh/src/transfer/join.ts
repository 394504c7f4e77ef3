import type { Readable, Writable } from 'node:stream';
import type { ClientChannel } from 'ssh2';
import type { OpenProcess } from '../run/openProcess.js';
import type { PidReport } from '../run/pidReport.js';

/** Bytes that wait here until a host takes them. A channel by itself would keep 2 MiB, and its connection as much again. */
const most = 256 * 1024;

/**
 * Sends what a local program writes to the remote one, no faster than the host and the way there take it. A remote end that is
 * gone leaves the local one draining, not stuck.
 */
export function joinOut(source: Readable, { channel, lease }: OpenProcess): void {
  const { wire } = lease.connection;
  let waiting = 0;
  const isFull = (): boolean => waiting > most || wire.writableNeedDrain;
  const goOn = (): void => {
    if (!isFull()) source.resume();
  };
  const give = (chunk: Buffer): void => {
    waiting += chunk.length;
    channel.write(chunk, () => {
      waiting -= chunk.length;
      goOn();
    });
    if (isFull()) source.pause();
  };
  wire.on('drain', goOn);
  source.on('data', give);
  source.once('end', () => channel.end());
  channel.once('close', () => {
    wire.off('drain', goOn);
    source.off('data', give);
    source.resume();
  });
  // It may have been paused by whoever read its beginning.
  goOn();
}

/**
 * Gives what the remote program writes, after the report of its process id, to a local one. When the local one is gone the
 * channel is read to its end, or it would never close.
 */
export function joinIn(channel: ClientChannel, report: PidReport, sink: Writable): void {
  const start = (chunk: Buffer): void => {
    const first = report.take(chunk);
    if (!report.settled()) return;
    channel.off('data', start);
    channel.pause();
    if (first.length > 0) sink.write(first);
    channel.pipe(sink);
  };
  channel.on('data', start);
  channel.once('end', () => {
    if (!report.settled()) sink.end(report.rest());
  });
  sink.once('close', () => {
    channel.unpipe(sink);
    channel.resume();
    channel.end();
  });
}
