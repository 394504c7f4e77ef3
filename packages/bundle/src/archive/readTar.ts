import { createReadStream } from 'node:fs';
import { basename } from 'node:path';
import { PassThrough, Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGunzip } from 'node:zlib';
import { Parser, type ReadEntry } from 'tar';
import { CodedError } from '#contract';
import type { ArchiveEntry, Limits, ReadArchive } from './archive.js';

const types: Readonly<Record<string, ArchiveEntry['type']>> = {
  File: 'file',
  OldFile: 'file',
  ContiguousFile: 'file',
  Directory: 'directory',
  GNUDumpDir: 'directory',
  SymbolicLink: 'link',
  Link: 'hardLink',
};

/** Bytes read and unpacked at once: each trip to a thread and back costs more than a few files of an archive. */
const readAtOnce = 1024 * 1024;
const unpackedAtOnce = 256 * 1024;
/** Bytes that headers, long names and padding of one entry may take beside its content. */
const overhead = 4096;

function described(entry: ReadEntry): ArchiveEntry {
  return {
    name: entry.path,
    type: types[entry.type] ?? 'special',
    size: entry.size,
    mode: entry.mode === undefined ? undefined : entry.mode & 0o777,
    mtime: entry.mtime,
    target: entry.linkpath ?? '',
  };
}

/** Passes bytes on and stops when they cannot belong to an archive within the limits, whatever its entries announce. */
function meter(file: string, { maxBytes, maxEntries }: Limits): Transform {
  let bytes = 0;
  return new Transform({
    transform(chunk: Buffer, _encoding, done) {
      bytes += chunk.length;
      if (bytes <= maxBytes + (maxEntries + 256) * overhead) return done(null, chunk);
      done(new CodedError('ARCHIVE_TOO_LARGE', { file: basename(file), limit: maxBytes, unit: 'bytes' }));
    },
  });
}

/** Reads a tar, packed by gzip or not; what the parser only warns of counts as damage. */
export function readTar(gzip: boolean): ReadArchive {
  return async (file, limits, onEntry, signal) => {
    const stop = new AbortController();
    let failure: unknown;
    let ended = false;
    let index = 0;
    let visits = Promise.resolve();
    let current: ReadEntry | undefined;
    const fail = (thrown: unknown): void => {
      failure ??= thrown;
      stop.abort();
    };
    const parser = new Parser({
      brotli: false,
      zstd: false,
      maxDecompressionRatio: Infinity,
      onwarn: (_code, message) => fail(new Error(message)),
    });
    parser.on('nullBlock', () => (ended = true));
    parser.on('ignoredEntry', (entry: ReadEntry) => {
      if (entry.type !== 'TapeVolumeHeader') fail(new Error(`"${entry.path}" is of a kind that is not known`));
    });
    // One entry at a time: the parser goes on when a body is used up, so this also holds it back.
    parser.on('entry', (entry: ReadEntry) => {
      current = entry;
      // Its reader gets the error; there may be no reader.
      entry.on('error', () => undefined);
      visits = visits
        .then(() => onEntry(described(entry), index++, entry))
        .then(() => void entry.resume())
        .catch(fail);
    });
    const unpacked = gzip ? createGunzip({ chunkSize: unpackedAtOnce }) : new PassThrough();
    try {
      const signals = signal ? AbortSignal.any([stop.signal, signal]) : stop.signal;
      const packed = createReadStream(file, { highWaterMark: readAtOnce });
      await pipeline(packed, unpacked, meter(file, limits), parser, { signal: signals });
      await visits;
    } catch (thrown) {
      failure ??= thrown;
      // Nothing more comes: a reader that still waits for the rest of a body closes the file it has open.
      current?.destroy(failure);
      await visits;
    }
    signal?.throwIfAborted();
    if (failure !== undefined) throw failure;
    if (!ended) throw new Error('its end is missing');
  };
}
