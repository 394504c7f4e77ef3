import { freePort } from './freePort.js';

/**
 * Starts something on a free port of an address, or on the port it must have. Between finding a port and binding it
 * somebody else may take it: then another one is tried, twice.
 */
export async function onFreePort<T>(
  address: string,
  fixed: number | undefined,
  start: (port: number) => Promise<T>,
): Promise<T> {
  for (let tries = 1; ; tries++) {
    try {
      return await start(fixed ?? (await freePort(address)));
    } catch (error) {
      const taken = error instanceof Error && error.message.includes('Address already in use');
      if (!taken || fixed !== undefined || tries === 3) throw error;
    }
  }
}
