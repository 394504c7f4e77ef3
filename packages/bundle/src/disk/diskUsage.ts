import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { CodedError } from '#contract';
import { topLevel } from './requireTree.js';

const run = promisify(execFile);

/** The space a directory takes, as `du -sh` writes it ("36M"). TREE_MISSING, LOCAL_IO. */
export async function diskUsage(dir: string): Promise<string> {
  await topLevel(dir, 'the tree');
  try {
    return /^\S+/.exec((await run('du', ['-sh', '--', dir])).stdout)?.[0] ?? '0';
  } catch (thrown) {
    const reason = thrown instanceof Error ? thrown.message : String(thrown);
    throw new CodedError('LOCAL_IO', { what: `measuring ${dir}`, reason }, { cause: thrown });
  }
}
