import type { ClientChannel } from 'ssh2';

const quietMs = 500;
const longestMs = 5_000;

/** How a command ended on its machine. */
export interface Exit {
  code: number | null;
  signal: string | null;
}

/** The end of a command. `exit` is null as long as the machine has told none, and stays so when the connection broke. */
export interface End {
  exit(): Exit | null;
  ended: Promise<void>;
}

/** Follows a command until its channel is closed: all its output has been read then. */
export function followClose(channel: ClientChannel): End {
  let exit: Exit | null = null;
  channel.once('exit', (code: number | null, signal?: string) => (exit = { code, signal: signal ?? null }));
  return { exit: () => exit, ended: new Promise((resolve) => channel.once('close', () => resolve())) };
}

/**
 * Follows a command until its channel is closed or, after it exited, until its output has been silent for half a second, five
 * seconds at most. The server never closes the channel of a command that left a daemon with its stdout.
 */
export function followEnd(channel: ClientChannel): End {
  const { exit, ended: closed } = followClose(channel);
  const silent = new Promise<void>((resolve) => {
    let quiet: NodeJS.Timeout | undefined;
    let longest: NodeJS.Timeout | undefined;
    const listen = (): void => {
      if (!exit()) return;
      clearTimeout(quiet);
      quiet = setTimeout(resolve, quietMs);
    };
    channel.once('exit', () => {
      longest = setTimeout(resolve, longestMs);
      listen();
    });
    channel.on('data', listen);
    channel.stderr.on('data', listen);
    void closed.then(() => {
      channel.off('data', listen);
      channel.stderr.off('data', listen);
      clearTimeout(quiet);
      clearTimeout(longest);
    });
  });
  return { exit, ended: Promise.race([closed, silent]) };
}
