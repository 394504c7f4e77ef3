import type { End } from './followClose.js';
import type { OpenProcess } from './openProcess.js';

const quietMs = 500;
const longestMs = 5_000;

/**
 * Follows a command until its channel is closed or, after it exited, until its output has been silent for half a second, five
 * seconds at most. The server never closes the channel of a command that left a daemon with its stdout.
 */
export function followEnd({ channel, end: { exit, ended: closed } }: Pick<OpenProcess, 'channel' | 'end'>): End {
  const silent = new Promise<void>((resolve) => {
    let quiet: NodeJS.Timeout | undefined;
    let longest: NodeJS.Timeout | undefined;
    const listen = (): void => {
      if (!exit()) return;
      clearTimeout(quiet);
      quiet = setTimeout(resolve, quietMs);
    };
    const exited = (): void => {
      longest = setTimeout(resolve, longestMs);
      listen();
    };
    if (exit()) exited();
    else channel.once('exit', exited);
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
