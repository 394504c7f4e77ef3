import { createServer as createHttpServer, type RequestListener, type Server } from 'node:http';
import { createServer as createHttpsServer } from 'node:https';
import { readTlsPair, requireGood, tlsFilesOf, type TlsPair } from '#config';
import { asCodedError } from '#contract';
import type { GatewayDeps } from '../state/dependencies.js';

/** What listens for calls. */
export interface WebServer {
  server: Server;
  /** Reads the certificate again, all or nothing: one that cannot be used leaves the one in use. */
  readAgain: () => void;
}

// A slow upload may take its time; headers still have to arrive within a minute.
const requestTimeout = 3_600_000;

/**
 * Creates the server of an application: with TLS where config.yml names a certificate. One that has ended is shown all the same, and told,
 * for a gateway that does not start helps nobody. Throws TLS_FILE, TLS_PAIR, TLS_NAMELESS.
 */
export function createWebServer(
  { config, log, now }: Pick<GatewayDeps, 'config' | 'log' | 'now'>,
  application: RequestListener,
): WebServer {
  const files = tlsFilesOf(config.gateway);
  const readAgain = (): void => log.info('SIGHUP: gateway.tls names no certificate, nothing is read again');
  if (files === null) return { server: createHttpServer({ requestTimeout }, application), readAgain };

  const tell = (pair: TlsPair): void => {
    log.info({ cert: pair.cert, names: pair.names, end: pair.end.toISOString() }, 'TLS: certificate');
    try {
      requireGood(pair, now());
    } catch (thrown) {
      log.error(asCodedError(thrown).message);
    }
  };
  const read = (): { cert: string; key: string } => {
    const { pem, ...pair } = readTlsPair(files);
    tell(pair);
    return pem;
  };
  const server = createHttpsServer({ requestTimeout, ...read() }, application);
  return {
    server,
    readAgain: () => {
      try {
        server.setSecureContext(read());
      } catch (thrown) {
        log.error(`the certificate in use stays: ${asCodedError(thrown).message}`);
      }
    },
  };
}
