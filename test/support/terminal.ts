import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { quote } from '#shell';
import { until } from './until.js';

/** Whether a pseudo-terminal can be had: script(1) of util-linux. */
export const hasTerminal = spawnSync('script', ['--version']).status === 0;

/** What a program came to at a terminal, and all that stood there. */
export interface TerminalEnd {
  status: number | null;
  shown: string;
}

/**
 * Runs a program at a pseudo-terminal and types each answer when its question is shown; ends with what was shown. Throws when a question
 * does not come.
 */
export async function atTerminal(
  words: readonly string[],
  { env, cwd }: { env: NodeJS.ProcessEnv; cwd: string },
  answers: readonly (readonly [question: RegExp, answer: string])[],
): Promise<TerminalEnd> {
  const child = spawn('script', ['-qec', `stty -echo; exec ${words.map(quote).join(' ')}`, '/dev/null'], {
    ...{ env: { ...env, TERM: 'xterm' }, cwd },
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  let shown = '';
  let from = 0;
  child.stdout.on('data', (chunk: Buffer) => (shown += chunk.toString()));
  const ended = once(child, 'close') as Promise<[number | null]>;
  try {
    for (const [question, answer] of answers) {
      await until(`the question ${question}`, 30, () => {
        if (child.exitCode !== null) throw new Error(`it ended before ${question}: ${shown}`);
        return Promise.resolve(question.test(shown.slice(from)));
      });
      from = shown.length;
      child.stdin.write(answer);
    }
    const [status] = await ended;
    return { status, shown };
  } finally {
    child.kill('SIGKILL');
  }
}
