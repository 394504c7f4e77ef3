import { randomInt } from 'node:crypto';
import { createServer } from 'node:net';

// Below the range the kernel takes the ports of outgoing connections from: one of those could otherwise sit on the port
// just when a server that is being restarted wants it back.
const lowest = 20_000;
const highest = 32_000;

function free(address: string, port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', () => {
      resolve(false);
    });
    server.listen({ host: address, port, exclusive: true }, () => server.close(() => resolve(true)));
  });
}

/** A port of a loopback address that nobody listens on at this moment. Throws when a hundred tries find none. */
export async function freePort(address = '127.0.0.1'): Promise<number> {
  for (let tries = 0; tries < 100; tries++) {
    const port = randomInt(lowest, highest);
    if (await free(address, port)) return port;
  }
  throw new Error(`no free port found on ${address} between ${lowest} and ${highest}`);
}
