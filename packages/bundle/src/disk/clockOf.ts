import { randomUUID } from 'node:crypto';
import { mkdir, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { diskErrors } from './diskErrors.js';

/**
 * The present by the clock that dates the files of a directory, which is made when it is not there: the machine's own, or that
 * of a file server. Ages of files are measured by it, and by nothing else. LOCAL_IO.
 */
export function clockOf(dir: string): Promise<Date> {
  return diskErrors(`telling the time of ${dir}`, async () => {
    await mkdir(dir, { recursive: true });
    const probe = join(dir, `.clock-${randomUUID()}`);
    await writeFile(probe, '');
    try {
      return (await stat(probe)).mtime;
    } finally {
      await rm(probe, { force: true });
    }
  });
}
