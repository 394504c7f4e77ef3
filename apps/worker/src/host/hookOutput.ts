import type { Output } from '#release';
import { createWrittenPieces } from './writtenPieces.js';

/** Takes what hooks and commands write line by line, and hands it on in pieces while they run. */
export interface HookOutput {
  /** Sees a line of a host; true where it is one of a hook or a command. */
  line: (line: string) => boolean;
  /** The outputs of a command that were shown while it ran. */
  spoken: ReadonlySet<Output['stream']>;
  /** Hands on what is left. */
  end: () => void;
}

/** What the output of a caller's command is called in a log. */
export const commandName = 'command';

/** `write` gets what a program wrote since the last time, `masked` a line of it that may hold a secret. */
export function createHookOutput(masked: (line: string) => string, write: (output: Output) => void): HookOutput {
  const hooks = createWrittenPieces('out', { soonMs: 1000, lateMs: 60_000 }, write);
  const spoken = new Set<Output['stream']>();
  // Somebody watches a command; one that may take an hour says less often what it does.
  const command = { soonMs: 500, lateMs: 20_000 };
  const outputs = {
    out: createWrittenPieces('out', command, write),
    err: createWrittenPieces('err', command, write),
  };
  return {
    spoken,
    line: (line) => {
      if (line.startsWith('hook=')) {
        hooks.begin(`hook ${line.slice('hook='.length)}`);
        return true;
      }
      if (line.startsWith('hook_said=')) {
        hooks.push(masked(line.slice('hook_said='.length)));
        return true;
      }
      const stream = line.startsWith('out>') ? 'out' : line.startsWith('err>') ? 'err' : null;
      if (stream === null) return false;
      if (!spoken.has(stream)) outputs[stream].begin(commandName);
      spoken.add(stream);
      outputs[stream].push(masked(line.slice('out>'.length)));
      return true;
    },
    end: () => {
      for (const pieces of [hooks, outputs.out, outputs.err]) pieces.flush();
    },
  };
}
