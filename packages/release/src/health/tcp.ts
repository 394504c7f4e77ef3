import type { AskedFrom, HealthType, Pace } from './contract.js';

/** A port of the application, which has to take connections. */
export interface TcpCheck extends Pace {
  type: 'tcp';
  from?: AskedFrom;
  /** `name:port`, `1.2.3.4:port` or `[::1]:port`. */
  address: string;
}

/** A connection to a port, which is closed again. */
export const tcpHealth: HealthType<TcpCheck> = {
  look: ({ address, from = 'worker' }) => {
    const colon = address.lastIndexOf(':');
    return {
      do: 'tcp',
      from,
      address: address.slice(0, Math.max(colon, 0)).replaceAll(/^\[|\]$/g, ''),
      port: Number(address.slice(colon + 1)),
    };
  },
  wrong: (_, seen) => ('failed' in seen ? seen.failed : null),
  subject: ({ address }) => `tcp://${address}`,
  lasts: true,
};
