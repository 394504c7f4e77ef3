import type { ClientChannel } from 'ssh2';

/** The end of a command on its machine. */
export interface Exit {
  code: number | null;
  signal: string | null;
}

/** The end of a command. `exit` is null as long as the machine has reported none, and stays so when the connection broke. */
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
