import { basename } from 'node:path';
import { Readable } from 'node:stream';
import { CodedError } from '#contract';
import { byProgram, type ProgramRun } from './byProgram.js';

/** Copies the entries of an archive into a tar, whose names may have any length, without writing a file. */
const words = ['bsdtar', '--format=gnutar', '-cf', '-', '@-'] as const;
/** Its names are UTF-16: it writes them in the character set of its locale. */
const locale = { LC_ALL: 'C.UTF-8' };
/** What the program says of an archive that it could not have read, were it whole. */
const unable = /encrypt|crypto|not supported|unsupported/i;

async function* converted(file: string, { environment, signal }: ProgramRun): AsyncGenerator<Buffer> {
  try {
    yield* byProgram(file, words, { what: 'it is 7z', environment: { ...environment, ...locale }, signal });
  } catch (thrown) {
    if (thrown instanceof CodedError || !(thrown instanceof Error)) throw thrown;
    const reason = thrown.message
      .split('\n')
      .map((line) => line.replace(/^bsdtar: (Error reading archive -: )?/, '').trim())
      .filter((line) => line !== '' && line !== '(null)' && !line.startsWith('Error exit delayed'))
      .join('; ');
    // It has no words for some that it gives up on, contents that are encrypted among them.
    const otherwise = 'bsdtar cannot read what is in it: it is damaged, encrypted, or packed in a way it does not know';
    if (!unable.test(reason)) throw new Error(reason || otherwise, { cause: thrown });
    const what = `bsdtar has no way to read it: ${reason}`;
    throw new CodedError('ARCHIVE_UNSUPPORTED', { file: basename(file), what }, { cause: thrown });
  }
}

/**
 * The entries of a 7z as a tar, read by a program that comes with libarchive. It touches nothing but its two streams: what the tar names
 * is checked like that of any other package. Emits ARCHIVE_UNSUPPORTED for what that program cannot read, or where it is not there.
 */
export const asTar = (file: string, run: ProgramRun): Readable =>
  Readable.from(converted(file, run), { objectMode: false });
