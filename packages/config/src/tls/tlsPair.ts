import { createPrivateKey, X509Certificate, type KeyObject } from 'node:crypto';
import { readFileSync, statSync } from 'node:fs';
import { createSecureContext } from 'node:tls';
import { CodedError } from '#contract';

/** Paths of a certificate and its key. */
export interface TlsFiles {
  cert: string;
  key: string;
}

/** A certificate that was read with its key: they belong together, and name a host. */
export interface TlsPair extends TlsFiles {
  /** The certificate itself, as text without its chain: the same one has the same. */
  fingerprint: string;
  /** Names and addresses it is good for; those of hosts first. */
  names: string[];
  from: Date;
  end: Date;
  /** Whether it is good for a host, by name or address. */
  covers: (host: string) => boolean;
}

/** A chain of a few certificates has some kilobytes. */
const mostBytes = 2 ** 20;

const codeOf = (thrown: unknown): string => String((thrown as NodeJS.ErrnoException).code ?? (thrown as Error).message);

function readPem(which: keyof TlsFiles, file: string): string {
  const refused = (reason: string): CodedError =>
    new CodedError('TLS_FILE', { key: `gateway.tls.${which}`, file, reason });
  try {
    if (statSync(file).size > mostBytes) throw refused(`it has more than ${mostBytes} bytes`);
    return readFileSync(file, 'utf8');
  } catch (thrown) {
    throw thrown instanceof CodedError ? thrown : refused(codeOf(thrown));
  }
}

/** What a text holds; throws TLS_FILE where it does not. */
function parsed<T>(which: keyof TlsFiles, file: string, what: string, parse: () => T): T {
  try {
    return parse();
  } catch (cause) {
    throw new CodedError('TLS_FILE', { key: `gateway.tls.${which}`, file, reason: what }, { cause });
  }
}

/** The names of a certificate as Node lists them: `DNS:a.example, IP Address:10.0.0.1`. */
function namesOf(listed: string | undefined): string[] {
  const found = (listed ?? '').split(', ').map((one) => /^(DNS|IP Address):(.+)$/.exec(one));
  const of = (kind: string): string[] => found.flatMap((one) => (one?.[1] === kind ? [one[2]!] : []));
  return [...of('DNS'), ...of('IP Address')];
}

const isAddress = (host: string): boolean => /^[\d.]+$|:/.test(host);

/**
 * Reads a certificate and its key, as text in PEM, and makes sure that they belong together and name a host. Whether it is good now is
 * for the caller to say. Throws TLS_FILE, TLS_PAIR, TLS_NAMELESS.
 */
export function readTlsPair({ cert, key }: TlsFiles): TlsPair & { pem: TlsFiles } {
  const pem = { cert: readPem('cert', cert), key: readPem('key', key) };
  const certificate = parsed('cert', cert, 'no certificate in PEM', () => new X509Certificate(pem.cert));
  const locked = /ENCRYPTED/.test(pem.key) ? 'it is encrypted with a passphrase' : 'no private key in PEM';
  const secret: KeyObject = parsed('key', key, locked, () => createPrivateKey(pem.key));
  if (!certificate.checkPrivateKey(secret)) throw new CodedError('TLS_PAIR', { cert, key });
  parsed('cert', cert, 'what follows the first certificate is none', () => createSecureContext(pem));
  const names = namesOf(certificate.subjectAltName);
  if (names.length === 0) throw new CodedError('TLS_NAMELESS', { cert });
  return {
    ...{ cert, key, pem, names, fingerprint: certificate.fingerprint256 },
    ...{ from: new Date(certificate.validFrom), end: new Date(certificate.validTo) },
    covers: (host) =>
      (isAddress(host) ? certificate.checkIP(host) : certificate.checkHost(host, { subject: 'never' })) !== undefined,
  };
}

/** Throws TLS_ENDED where a pair is not good at a moment. */
export function requireGood({ cert, from, end }: TlsPair, now: Date): void {
  if (now >= from && now <= end) return;
  const day = (at: Date): string => at.toISOString().slice(0, 10);
  throw new CodedError('TLS_ENDED', { cert, from: day(from), end: day(end) });
}
