import { appendFile, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';

/** Progress of one tree of a bundle: fetched, a command began to work on it, the command ended. */
export type TreeState = 'absent' | 'gathered' | 'begun' | 'done';

/** Notes of a worker while it assembles a bundle, so that the next worker need not run a command a second time. */
export interface StageJournal {
  state(tree: string): TreeState;
  /** Output of the command that has ended. */
  output(tree: string): string;
  note(tree: string, state: Exclude<TreeState, 'absent'>, output?: string): Promise<void>;
}

interface Line {
  tree: string;
  state: Exclude<TreeState, 'absent'>;
  output: string;
}

async function linesOf(file: string): Promise<Line[]> {
  const text = await readFile(file, 'utf8').catch((thrown: NodeJS.ErrnoException) => {
    if (thrown.code === 'ENOENT') return '';
    throw thrown;
  });
  // A last line that was cut off is ignored.
  const whole = text.slice(0, text.lastIndexOf('\n') + 1);
  return whole
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as Line);
}

/**
 * Opens the journal of a workspace. A tree that a command had begun to work on is in an unknown state: it is removed, and
 * fetched anew. `place` gives the directory of a tree.
 */
export async function openStageJournal(workspace: string, place: (tree: string) => string): Promise<StageJournal> {
  const file = join(workspace, 'stage.journal');
  const known = new Map<string, Line>();
  for (const line of await linesOf(file)) known.set(line.tree, line);
  for (const [tree, { state }] of known) {
    if (state !== 'begun') continue;
    known.delete(tree);
    await rm(place(tree), { recursive: true, force: true });
  }
  return {
    state: (tree) => known.get(tree)?.state ?? 'absent',
    output: (tree) => known.get(tree)?.output ?? '',
    note: async (tree, state, output = '') => {
      const line: Line = { tree, state, output };
      await appendFile(file, `${JSON.stringify(line)}\n`);
      known.set(tree, line);
    },
  };
}
