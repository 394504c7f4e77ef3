import { request as requestHttp } from 'node:http';
import { request as requestHttps } from 'node:https';
import type { Config } from '../schema/types.js';

type Listening = Pick<Config['gateway'], 'host' | 'port' | 'tls'>;

/** The files of the certificate a gateway is to show; null where it speaks plain HTTP. */
export const tlsFilesOf = ({
  tls: { cert, key },
}: Pick<Config['gateway'], 'tls'>): { cert: string; key: string } | null =>
  cert === null || key === null ? null : { cert, key };

/** The address at which the machine of a gateway reaches it, where it may listen on every address. */
export function gatewayAddress(gateway: Listening): string {
  const { host, port } = gateway;
  const name = host === '0.0.0.0' ? '127.0.0.1' : host === '::' ? '::1' : host;
  const scheme = tlsFilesOf(gateway) === null ? 'http' : 'https';
  return `${scheme}://${name.includes(':') ? `[${name}]` : name}:${port}`;
}

/** What our own gateway answered. */
export interface OwnAnswer {
  status: number;
  body: string;
}

/** An answer of ours has a few hundred bytes. */
const mostBytes = 2 ** 16;

/**
 * Asks the gateway of this machine for a page that needs no sign-in; null when it does not answer within `patienceMs`. Whose certificate
 * it shows is not looked at: it is called by an address that no certificate names, and nothing is told to it.
 */
export function askOwnGateway(url: string, patienceMs = 2_000): Promise<OwnAnswer | null> {
  return new Promise((resolve) => {
    const ask = url.startsWith('https:') ? requestHttps : requestHttp;
    const signal = AbortSignal.timeout(patienceMs);
    const request = ask(url, { signal, rejectUnauthorized: false, agent: false }, (response) => {
      let body = '';
      response.setEncoding('utf8');
      response.on('data', (piece: string) => {
        body += piece;
        if (body.length > mostBytes) request.destroy();
      });
      response.once('end', () => resolve({ status: response.statusCode ?? 0, body }));
      response.once('error', () => resolve(null));
    });
    request.once('error', () => resolve(null));
    request.end();
  });
}
