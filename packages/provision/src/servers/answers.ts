import { connect } from 'node:net';

/** A port to connect to, the bytes to send first, and the answer that shows the server is ready. */
export interface PortProbe {
  host: string;
  port: number;
  say?: string;
  hear: RegExp;
}

/** Whether a server answers a call as it should, within a second. Never throws: no answer is an answer. */
export function answers({ host, port, say, hear }: PortProbe): Promise<boolean> {
  return new Promise((resolve) => {
    let heard = '';
    const socket = connect({ host, port, noDelay: true });
    const settle = (ready: boolean): void => {
      socket.destroy();
      resolve(ready);
    };
    socket.setTimeout(1_000, () => settle(false));
    socket.once('error', () => settle(false));
    socket.once('close', () => settle(false));
    socket.once('connect', () => {
      if (say !== undefined) socket.write(say);
    });
    socket.on('data', (data) => {
      heard += data.toString('latin1');
      if (hear.test(heard)) settle(true);
    });
  });
}
