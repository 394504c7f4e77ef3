import type { Readable, Writable } from 'node:stream';
import type { ClientChannel } from 'ssh2';
import type { PidReport } from '../run/pidReport.js';

/** Sends what a local program writes to the remote one. A remote end that is gone leaves the local one draining, not stuck. */
export function joinOut(source: Readable, channel: ClientChannel): void {
  source.pipe(channel);
  channel.once('close', () => {
    source.unpipe(channel);
    source.resume();
  });
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
