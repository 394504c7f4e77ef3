import { createClient, type Client } from '#api/client';

/** Longer than the gateway holds any answer. */
const timeoutMs = 90_000;
const giveUpMs = 10 * 60_000;

/** The gateway at an address, for the holder of a token. A call is repeated where that is safe; a stream is given up after 10 minutes. */
export const openClient = (base: string, token: string | null): Client =>
  createClient({ base, token: () => token, timeoutMs, attempts: 3, giveUpMs });
