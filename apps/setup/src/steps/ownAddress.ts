import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { askOwnGateway, gatewayAddress, readConfigFile, readTlsPair, type TlsFiles } from '#config';
import type { Choices } from '../plan/record.js';
import type { Places } from './places.js';

/** Where a certificate and its key lie for the gateway. */
export const tlsPlaces = ({ tls }: Places): TlsFiles => ({ cert: join(tls, 'cert.pem'), key: join(tls, 'key.pem') });

const textOf = (value: unknown): string | null =>
  typeof value === 'string' && value !== '' && !value.includes('${') ? value : null;

/** The section `gateway` of config.yml as it stands there, whoever changed it since; empty before there is one. */
export function gatewaySection({ config }: Places): { host?: unknown; port?: unknown; tls?: Partial<TlsFiles> } {
  if (!existsSync(config)) return {};
  const document = (readConfigFile(config) ?? {}) as { gateway?: object | null };
  return document.gateway ?? {};
}

/** The address at which this machine reaches the gateway of an installation, by its config.yml. */
export function ownAddress(places: Places, { port: chosen }: Pick<Choices, 'port'>): string {
  const { host, port, tls } = gatewaySection(places);
  return gatewayAddress({
    host: textOf(host) ?? '127.0.0.1',
    port: typeof port === 'number' && port !== 0 ? port : chosen,
    tls: { cert: tls?.cert || null, key: tls?.key || null },
  });
}

/** The address for people: with TLS by a name of the certificate that can be typed. */
export function addressToOpen(places: Places, choices: Choices): string {
  const own = ownAddress(places, choices);
  if (!own.startsWith('https:')) return own;
  const { cert, key } = { ...tlsPlaces(places), ...gatewaySection(places).tls };
  try {
    const name = readTlsPair({ cert, key }).names.find((one) => !one.includes('*'));
    return name === undefined ? own : own.replace(new URL(own).hostname, name.includes(':') ? `[${name}]` : name);
  } catch {
    return own;
  }
}

/** Whether the gateway of an installation is ready. */
export async function gatewayIsReady(places: Places, choices: Pick<Choices, 'port'>): Promise<boolean> {
  return (await askOwnGateway(`${ownAddress(places, choices)}/readyz`))?.status === 200;
}

/**
 * Whether the gateway of an installation is ready, for who takes it away: where its config.yml is gone or cannot be used, it is looked for
 * where the first setup put it.
 */
export async function gatewayRuns(places: Places, choices: Pick<Choices, 'port'>): Promise<boolean> {
  try {
    if (existsSync(places.config)) return await gatewayIsReady(places, choices);
  } catch {
    // No YAML, or an address that is none.
  }
  const at = ['http', 'https'].map((scheme) => askOwnGateway(`${scheme}://127.0.0.1:${choices.port}/readyz`));
  return (await Promise.all(at)).some((answer) => answer?.status === 200);
}
